import type { TarMember } from './tar.ts';
import { leavesFolder } from './unpacked-path.ts';

/** Why a member must not be unpacked by a tool that trusts its archive; null: nothing wrong with it. */
export function hostileReason({ rawName, type, sparse, oddName }: TarMember): string | null {
  if (rawName.startsWith('/')) return 'absolute path';
  if (leavesFolder(rawName)) return 'path that leaves the folder';
  if (type === 'device') return 'device or pipe';
  if (type === 'link') return 'link';
  if (type === 'other') return 'unknown type';
  if (sparse) return 'sparse file';
  return oddName ? 'name is not UTF-8' : null;
}
