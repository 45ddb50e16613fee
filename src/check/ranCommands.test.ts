import { expect } from 'chai';
import { ranCommands } from './ranCommands';

describe('what a probe runs', () => {
  const cases: readonly (readonly [command: readonly string[], inner: readonly string[]])[] = [
    [['pg_isready', '-U', 'app'], []],
    [['sh', '-c', 'pg_isready -U app'], ['pg_isready -U app']],
    [['/bin/sh', '-c', 'exec pg_isready -U "postgres" -h 127.0.0.1'], ['pg_isready -U postgres -h 127.0.0.1']],
    [['/bin/sh', '-c', '-e', "exec pg_isready -d 'a b'\n"], ['pg_isready -d a b']],
    [
      ['bash', '-eo', 'pipefail', '-c', 'redis-cli ping | grep PONG'],
      ['redis-cli ping', 'grep PONG'],
    ],
    [['sh', '-c', 'mysqladmin ping -p"$PASSWORD" >/dev/null 2>&1'], ['mysqladmin ping']],
    [
      ['sh', '-c', 'redis-cli ping >/dev/null && echo "it is"'],
      ['redis-cli ping', 'echo it is'],
    ],
    [
      ['sh', '-c', 'LC_ALL=C if ! ask; then exit 1; fi'],
      ['ask', 'exit 1', 'fi'],
    ],
    [['sh', 'script.sh', '-c', 'x'], []],
    [['bash', '-o', 'pipefail'], []],
    [['server', '-c', 'x'], []],
  ];
  for (const [command, inner] of cases)
    it(command.join(' '), () => {
      expect(ranCommands({ exec: { command: [...command] } })).to.deep.equal([command.join(' '), ...inner]);
    });
});
