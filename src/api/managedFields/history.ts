import type { KubeObject } from '../types/index';
import { afterUpdate, type Owners, type Write } from './owners';
import { shapeOf } from './shape';

interface Account {
  owners: Owners;
  /** Writes since then. */
  writes: Write[];
}

const NOBODY: Owners = new Map();
/** So many old versions of an object are kept until somebody asks for its owners. */
const WRITES_KEPT = 256;

/**
 * Who owns which fields of the objects in the store. Hardly anybody asks: writes are only noted, and what they mean for
 * the owners is worked out when it matters.
 */
export class FieldHistory {
  private readonly accounts = new Map<string, Account>();

  /** Notes a write of the object with this uid. */
  wrote(uid: string, write: Write): void {
    const account = this.accounts.get(uid) ?? { owners: NOBODY, writes: [] };
    this.accounts.set(uid, account);
    account.writes.push(write);
    if (account.writes.length >= WRITES_KEPT) settle(account);
  }

  /** What an apply has found out. */
  set(uid: string, owners: Owners): void {
    this.accounts.set(uid, { owners, writes: [] });
  }

  ownersOf(object: KubeObject | undefined): Owners {
    const account = this.accounts.get(object?.metadata.uid ?? '');
    return account ? settle(account) : NOBODY;
  }

  /** The object is gone. */
  forget(uid: string | undefined): void {
    if (uid !== undefined) this.accounts.delete(uid);
  }
}

function settle(account: Account): Owners {
  for (const write of account.writes) account.owners = afterUpdate(account.owners, write, shapeOf(write.kind));
  account.writes = [];
  return account.owners;
}
