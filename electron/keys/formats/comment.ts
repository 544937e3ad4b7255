const longest = 512;

/**
 * The bytes of a key's comment as text fit to be shown. Neither OpenSSH nor PuTTY says how they are
 * encoded; what is not UTF-8 is taken for the Western code page of Windows, as far as that is Latin-1.
 */
export function commentText(bytes: Uint8Array): string {
  return decode(bytes)
    .replace(/\p{Cc}/gu, '')
    .slice(0, longest);
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return Buffer.from(bytes).toString('latin1');
  }
}
