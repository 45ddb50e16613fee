import { expect } from 'chai';
import { runShell } from '../testing';

/** As BusyBox 1.35 answered; the parameters are those of a fresh machine. */
const TABLE: readonly (readonly [script: string, stdout: string, stderr?: string])[] = [
  ['sysctl kernel.ostype vm.swappiness', 'kernel.ostype = Linux\nvm.swappiness = 60\n'],
  ['sysctl -n vm.swappiness; sysctl net/core/somaxconn', '60\nnet.core.somaxconn = 4096\n'],
  ['sysctl kernel.keys', 'kernel.keys.root_maxbytes = 25000000\nkernel.keys.root_maxkeys = 1000000\n'],
  ['sysctl -w vm.swappiness=10; cat /proc/sys/vm/swappiness', 'vm.swappiness = 10\n10\n'],
  [
    'sysctl -qw vm.swappiness=10; sysctl vm.swappiness=20; echo 30 > /proc/sys/vm/swappiness; sysctl -n vm.swappiness',
    'vm.swappiness = 20\n30\n',
  ],
  ['sysctl -w vm.swappiness; echo $?', '1\n', "sysctl: error: 'vm.swappiness' must be of the form name=value\n"],
  ['sysctl -w vm.swappiness=abc; echo $?', '1\n', 'sysctl: write error: Invalid argument\n'],
  ['sysctl; echo $?', '0\n'],
  ['sysctl -w a=b; echo $?; sysctl -e a', '1\n', "sysctl: error: 'a' is an unknown key\n"],
];

describe('sysctl', () => {
  for (const [script, stdout, stderr = ''] of TABLE)
    it(script, () => {
      const run = runShell(script);
      expect(run.stdout).to.equal(stdout);
      expect(run.stderr).to.equal(stderr);
    });
});
