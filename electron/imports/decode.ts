import type { NoText } from './import-files';

/** The code pages in which programs of Windows write their settings, by the language of the person. */
const codePages: Readonly<Record<string, string>> = { ko: 'euc-kr', 'zh-CN': 'gbk' };

export type Decoded =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly why: Extract<NoText, 'not-text' | 'private-key'> };

/**
 * The text of a settings file: UTF-8 and UTF-16 with or without a mark, else the code page of
 * Windows that goes with the person's language.
 */
export function decode(bytes: Uint8Array, language = 'en'): Decoded {
  const text = textOf(bytes, language);
  if (text === null || text.includes('\0')) return { ok: false, why: 'not-text' };
  if (isPrivateKey(text)) return { ok: false, why: 'private-key' };
  return { ok: true, text };
}

function textOf(bytes: Uint8Array, language: string): string | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return strictly('utf-16le', bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return strictly('utf-16be', bytes);
  // `reg export` may lose its mark on the way; no text in one byte a letter looks like this.
  if (bytes.length >= 4 && bytes[1] === 0 && bytes[3] === 0) return strictly('utf-16le', bytes);
  const codePage = codePages[language] ?? 'windows-1252';
  return strictly('utf-8', bytes) ?? strictly(codePage, bytes) ?? strictly('windows-1252', bytes);
}

function strictly(encoding: string, bytes: Uint8Array): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** A key's text is nobody's settings, and must not end up in a preview of them. */
function isPrivateKey(text: string): boolean {
  return /-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----|^PuTTY-User-Key-File-\d/m.test(text);
}
