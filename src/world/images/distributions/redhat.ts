import { type Distribution, MERGED_USR, ofPackages } from './distribution';
import { GNU } from './gnu';

/**
 * What else the images of Red Hat's family have, by package; `sbin/` is said where it is not /usr/bin. From the `%files` of the
 * packages' specs in CentOS Stream 9. What they have not, centos:7 (hostname, procps-ng) apart: which, ps, ping, ip, wget.
 */
const PACKAGES: Readonly<Record<string, string>> = {
  bash: 'bash sh bashbug alias bg cd command fc fg getopts hash jobs read type ulimit umask unalias wait',
  curl: 'curl',
  dnf: 'dnf dnf-3 yum',
  gawk: 'awk gawk',
  glibc:
    'getconf getent gencat iconv ldd locale localedef pldd sotruss sprof tzselect zdump sbin/ldconfig sbin/iconvconfig sbin/zic',
  gnupg2: 'gpg gpg2 gpg-agent gpgconf gpgsplit gpgv',
  less: 'less lessecho lesskey lesspipe.sh',
  ncurses: 'clear infocmp reset tabs tic toe tput tset captoinfo infotocap',
  pam: 'sbin/faillock sbin/mkhomedir_helper sbin/pam_namespace_helper sbin/pam_timestamp_check sbin/pwhistory_helper sbin/unix_chkpwd sbin/unix_update',
  python3: 'python3',
  rpm: 'rpm rpm2archive rpm2cpio rpmdb rpmkeys rpmquery rpmverify',
  'shadow-utils':
    'chage gpasswd lastlog newgidmap newgrp newuidmap sg sbin/adduser sbin/chgpasswd sbin/chpasswd sbin/groupadd sbin/groupdel ' +
    'sbin/groupmems sbin/groupmod sbin/grpck sbin/grpconv sbin/grpunconv sbin/newusers sbin/pwck sbin/pwconv sbin/pwunconv ' +
    'sbin/useradd sbin/userdel sbin/usermod sbin/vigr sbin/vipw',
  'util-linux':
    'cal chmem choom chrt col colcrt colrm column dmesg eject fallocate fincore findmnt flock getopt hardlink hexdump ' +
    'i386 ionice ipcmk ipcrm ipcs irqtop isosize kill last lastb linux32 linux64 logger login look lsblk lscpu lsipc lsirq ' +
    'lslocks lslogins lsmem lsns mcookie mesg more mount mountpoint namei nsenter prlimit rename renice rev script ' +
    'scriptlive scriptreplay setarch setpriv setsid setterm su taskset uclampset ul umount uname26 unshare utmpdump ' +
    'uuidgen uuidparse wall wdctl whereis write x86_64 sbin/addpart sbin/agetty sbin/blkdiscard sbin/blkid ' +
    'sbin/blkzone sbin/blockdev sbin/cfdisk sbin/chcpu sbin/ctrlaltdel sbin/delpart sbin/fdformat sbin/fdisk ' +
    'sbin/findfs sbin/fsck sbin/fsfreeze sbin/fstrim sbin/hwclock sbin/ldattach sbin/losetup sbin/mkfs sbin/mkswap ' +
    'sbin/nologin sbin/partx sbin/pivot_root sbin/readprofile sbin/resizepart sbin/rfkill sbin/rtcwake sbin/runuser ' +
    'sbin/sfdisk sbin/sulogin sbin/swaplabel sbin/swapoff sbin/swapon sbin/switch_root sbin/wipefs sbin/zramctl',
  'vim-minimal': 'ex rvi rview vi view',
  xz: 'lzcat lzma unlzma unxz xz xzcat xzcmp xzdiff xzgrep',
};

/** CentOS, Rocky Linux, Fedora and their like. */
export const REDHAT: Distribution = { programs: ofPackages(GNU, PACKAGES), links: MERGED_USR };
