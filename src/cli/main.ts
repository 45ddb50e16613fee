import './withModuleCache';
import { outliveOutput } from './brokenOutput';
import { runProgram } from './program';

outliveOutput();
void runProgram(process.argv.slice(2));
