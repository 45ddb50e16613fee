/**
 * The programs of GNU, which Debian and the family of Red Hat have alike, by package.
 * Listed by `dpkg -L` on Debian 12: coreutils 9.1, diffutils 3.8, findutils 4.9, grep 3.8, gzip 1.12, sed 4.9, tar 1.34.
 */
export const GNU: Readonly<Record<string, string>> = {
  coreutils:
    '[ arch b2sum base32 base64 basename basenc cat chcon chgrp chmod chown cksum comm cp csplit cut date dd df dir ' +
    'dircolors dirname du echo env expand expr factor false fmt fold groups head hostid id install join link ln ' +
    'logname ls md5sum mkdir mkfifo mknod mktemp mv nice nl nohup nproc numfmt od paste pathchk pinky pr printenv ' +
    'printf ptx pwd readlink realpath rm rmdir runcon seq sha1sum sha224sum sha256sum sha384sum sha512sum shred ' +
    'shuf sleep sort split stat stdbuf stty sum sync tac tail tee test timeout touch tr true truncate tsort tty ' +
    'uname unexpand uniq unlink users vdir wc who whoami yes sbin/chroot',
  diffutils: 'cmp diff diff3 sdiff',
  findutils: 'find xargs',
  grep: 'egrep fgrep grep rgrep',
  gzip: 'gunzip gzexe gzip uncompress zcat zcmp zdiff zegrep zfgrep zforce zgrep zless zmore znew',
  sed: 'sed',
  tar: 'tar',
};
