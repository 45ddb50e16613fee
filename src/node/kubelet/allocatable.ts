import { formatQuantity, parseQuantity } from '../../api/index';

type Quantities = Readonly<Record<string, string>>;

/** The threshold `memory.available<100Mi`: evictions begin where less is left, so that much is never given to pods. */
const MEMORY_KEPT = 100n * 2n ** 20n;
/** `nodefs.available<10%`, which the kubelet keeps as a float of 32 bits. */
const DISK_SHARE_KEPT = Math.fround(0.1);

/**
 * What a node gives to pods: its capacity without what the default thresholds of hard evictions keep free.
 * Sources: kubernetes.io, "Reserve Compute Resources for System Daemons"; pkg/kubelet/cm/node_container_manager_linux.go
 * GetNodeAllocatableReservation, hardEvictionReservation; pkg/kubelet/nodestatus/setters.go MachineInfo.
 */
export function allocatableOf(capacity: Quantities): Record<string, string> {
  return Object.fromEntries(
    Object.entries(capacity).map(([name, quantity]) => {
      const kept = keptOf(name, parseQuantity(quantity) / 1000n);
      return [name, kept === 0n ? quantity : without(quantity, kept)];
    }),
  );
}

function keptOf(name: string, amount: bigint): bigint {
  if (name === 'memory') return MEMORY_KEPT;
  if (name === 'ephemeral-storage') return BigInt(Math.trunc(Number(amount) * DISK_SHARE_KEPT));
  return 0n;
}

function without(quantity: string, kept: bigint): string {
  const left = parseQuantity(quantity) - kept * 1000n;
  return formatQuantity(left < 0n ? 0n : left, 'BinarySI');
}
