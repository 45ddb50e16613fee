/**
 * Programs that images of busybox, Alpine and Debian have and that do nothing here: nobody has written them. That one is not
 * found is no fault of a manifest. Applets as `busybox --list` prints them (1.36), packages as Debian marks them essential.
 */
const PROGRAMS = new Set(
  `acpid add-shell addgroup adjtimex arch arp arping ascii base32 bc beep blkdiscard blkid blockdev bootchartd brctl bunzip2 bzcat bzip2
  cal chat chattr chcon chpasswd chpst chroot chrt chvt cksum clear conspy cpio crc32 crontab cryptpw cttyhack dc deallocvt delgroup
  deluser depmod devmem dmesg dnsd dnsdomainname dos2unix dpkg dpkg-deb dumpkmap dumpleases ed eject envdir envuidgid ether-wake expand
  factor fakeidentd fallocate fatattr fbset fbsplash fdflush fdformat fdisk fgconsole findfs flock fsck fsfreeze fstrim fsync
  ftpd fuser getfattr getopt getty groupadd groupmod hd hdparm hexedit hostid hush hwclock i2cdetect i2cdump i2cget i2cset ifdown
  ifenslave ifplugd ifup inetd init inotifyd insmod iostat ionice ipaddr ipcalc ipcrm ipcs iplink ipneigh iproute iprule iptunnel
  kbd_mode killall5 klogd last ldconfig link linux32 linux64 loadfont loadkmap logger login logname logread losetup lpd lpq lpr lsattr
  lsmod lsof lspci lsscsi lsusb lzcat lzma lzop makedevs makemime man mdev mesg microcom mim mkdosfs mke2fs mkfs.ext2 mkfs.minix
  mkfs.vfat mknod mkpasswd mkswap modinfo modprobe mountpoint mpstat mt nameif nanddump nandwrite nbd-client nice nmeter nologin
  nsenter openvt partprobe passwd patch perl pipe_progress pivot_root pmap popmaildir poweroff powertop pr pscan pstree pwdx raidautorun
  rdate rdev readahead readprofile reboot reformime remove-shell renice reset resize resume rfkill rmmod rpm rpm2cpio rtcwake
  run-init run-parts runlevel runsv runsvdir rx script scriptreplay seedrng sendmail setarch setconsole setfattr setfont setkeycodes
  setlogcons setpriv setserial setuidgid sha224sum sha384sum sha3sum showkey shred slattach smemcap softlimit start-stop-daemon stdbuf
  stty sulogin sum sv svc svlogd svok swapoff swapon switch_root sysctl syslogd taskset tcpsvd traceroute6 ts tset tsort tune2fs ttysize
  tunctl ubiattach ubidetach ubimkvol ubirename ubirmvol ubirsvol ubiupdatevol udhcpc udhcpc6 udhcpd udpsvd uevent uncompress unexpand
  unix2dos unlink unlzma unlzop unshare unxz useradd usermod users uudecode uuencode vconfig vlock volname w wall watchdog who xz
  xzcat zcat zcip apk apt apt-get gosu openssl iptables ip6tables`.split(/\s+/),
);

const NOT_FOUND = /exec: "([^"]+)": executable file not found|(?:^|: )([\w.+/-]+): (?:command )?not found$/m;

/** Whether the program that the runtime or a shell did not find is one of those that real images have. */
export function lacksUnsimulated(said: string): boolean {
  const [, ofRuntime, ofShell] = NOT_FOUND.exec(said.trim()) ?? [];
  const name = (ofRuntime ?? ofShell ?? '').split('/').at(-1) ?? '';
  return PROGRAMS.has(name);
}
