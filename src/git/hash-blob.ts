import { createHash } from 'node:crypto';

/**
 * The id git gives to a blob with this content, without a process. `like` is any id of the same repository:
 * its length tells SHA-1 from SHA-256.
 *
 * @see https://git-scm.com/book/en/v2/Git-Internals-Git-Objects#_object_storage
 */
export function hashBlob(content: Uint8Array, like: string): string {
  const hash = createHash(like.length === 64 ? 'sha256' : 'sha1');
  return hash.update(`blob ${content.length}\0`).update(content).digest('hex');
}
