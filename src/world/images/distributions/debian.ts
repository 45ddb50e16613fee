import { type Distribution, MERGED_USR, ofPackages } from './distribution';
import { GNU } from './gnu';

/**
 * What else is in debian:bookworm-slim, by package; `sbin/` is said where it is not /usr/bin.
 * Listed by `dpkg -L` on Debian 12. procps, iproute2, iputils, netcat, curl and wget are in no slim image.
 */
const PACKAGES: Readonly<Record<string, string>> = {
  adduser: 'sbin/addgroup sbin/adduser sbin/delgroup sbin/deluser',
  apt: 'apt apt-cache apt-cdrom apt-config apt-get apt-key apt-mark',
  'base-passwd': 'sbin/update-passwd',
  bash: 'bash bashbug clear_console rbash',
  bsdutils: 'logger renice script scriptlive scriptreplay wall',
  dash: 'dash sh',
  debconf:
    'debconf debconf-apt-progress debconf-communicate debconf-copydb debconf-escape debconf-set-selections ' +
    'debconf-show sbin/dpkg-preconfigure sbin/dpkg-reconfigure',
  debianutils:
    'ischroot run-parts savelog tempfile which which.debianutils sbin/add-shell sbin/installkernel ' +
    'sbin/remove-shell sbin/update-shells',
  dpkg:
    'dpkg dpkg-deb dpkg-divert dpkg-maintscript-helper dpkg-query dpkg-realpath dpkg-split dpkg-statoverride ' +
    'dpkg-trigger update-alternatives sbin/dpkg-fsys-usrunmess sbin/start-stop-daemon',
  e2fsprogs:
    'chattr lsattr sbin/badblocks sbin/debugfs sbin/dumpe2fs sbin/e2freefrag sbin/e2fsck sbin/e2image sbin/e2label ' +
    'sbin/e2mmpstatus sbin/e2scrub sbin/e2scrub_all sbin/e2undo sbin/e4crypt sbin/e4defrag sbin/filefrag ' +
    'sbin/fsck.ext2 sbin/fsck.ext3 sbin/fsck.ext4 sbin/mke2fs sbin/mkfs.ext2 sbin/mkfs.ext3 sbin/mkfs.ext4 ' +
    'sbin/mklost+found sbin/resize2fs sbin/tune2fs',
  gpgv: 'gpgv',
  hostname: 'dnsdomainname domainname hostname nisdomainname ypdomainname',
  'init-system-helpers': 'deb-systemd-helper deb-systemd-invoke sbin/invoke-rc.d sbin/service sbin/update-rc.d',
  'libc-bin':
    'getconf getent iconv ld.so ldd locale localedef pldd tzselect zdump sbin/iconvconfig sbin/ldconfig sbin/zic',
  'libpam-modules-bin':
    'sbin/faillock sbin/mkhomedir_helper sbin/pam_namespace_helper sbin/pam_timestamp_check sbin/pwhistory_helper ' +
    'sbin/unix_chkpwd sbin/unix_update',
  'libpam-runtime': 'sbin/pam-auth-update sbin/pam_getenv',
  login: 'faillog lastlog login newgrp sg sbin/nologin',
  logsave: 'sbin/logsave',
  mawk: 'awk mawk nawk',
  mount: 'mount umount sbin/losetup sbin/swapoff sbin/swapon',
  'ncurses-bin': 'captoinfo clear infocmp infotocap reset tabs tic toe tput tset',
  passwd:
    'chage chfn chsh expiry gpasswd passwd sbin/chgpasswd sbin/chpasswd sbin/cpgr sbin/cppw sbin/groupadd ' +
    'sbin/groupdel sbin/groupmems sbin/groupmod sbin/grpck sbin/grpconv sbin/grpunconv sbin/newusers sbin/pwck ' +
    'sbin/pwconv sbin/pwunconv sbin/shadowconfig sbin/useradd sbin/userdel sbin/usermod sbin/vigr sbin/vipw',
  'perl-base': 'perl perl5.36.0',
  'sysvinit-utils': 'pidof sbin/fstab-decode sbin/killall5',
  'util-linux':
    'addpart choom chrt delpart dmesg fallocate findmnt flock getopt hardlink i386 ionice ipcmk ipcrm ipcs last ' +
    'lastb linux32 linux64 lsblk lscpu lsipc lslocks lslogins lsmem lsns mcookie mesg more mountpoint namei nsenter ' +
    'partx prlimit rename.ul resizepart rev setarch setpriv setsid setterm su taskset uclampset unshare utmpdump ' +
    'wdctl whereis x86_64 sbin/agetty sbin/blkdiscard sbin/blkid sbin/blkzone sbin/blockdev sbin/chcpu sbin/chmem ' +
    'sbin/ctrlaltdel sbin/findfs sbin/fsck sbin/fsck.cramfs sbin/fsck.minix sbin/fsfreeze sbin/fstrim sbin/getty ' +
    'sbin/isosize sbin/ldattach sbin/mkfs sbin/mkfs.bfs sbin/mkfs.cramfs sbin/mkfs.minix sbin/mkswap ' +
    'sbin/pivot_root sbin/readprofile sbin/rtcwake sbin/runuser sbin/sulogin sbin/swaplabel sbin/switch_root ' +
    'sbin/wipefs sbin/zramctl',
  'util-linux-extra': 'fincore lsfd lsirq sbin/hwclock',
};

/** Debian, and Ubuntu, whose essential packages are the same. */
export const DEBIAN: Distribution = { programs: ofPackages(GNU, PACKAGES), links: MERGED_USR };
