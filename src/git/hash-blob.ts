/**
 * The id git gives to a blob with this content, without a process. `like` is any id of the same repository:
 * its length tells SHA-1 from SHA-256.
 *
 * @see https://git-scm.com/book/en/v2/Git-Internals-Git-Objects#_object_storage
 */
export function hashBlob(content: Uint8Array, like: string): string {
  // Loaded when asked for: most commits need no id that git does not tell, and loading takes longer than a call of git.
  const { createHash } = process.getBuiltinModule('node:crypto');
  const hash = createHash(like.length === 64 ? 'sha256' : 'sha1');
  return hash.update(`blob ${content.length}\0`).update(content).digest('hex');
}
