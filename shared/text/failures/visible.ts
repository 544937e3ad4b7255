/** Controls, format marks (bidi among them), line and paragraph separators, halves of pairs. */
const unseen = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

const short: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

function escaped(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return short[character] ?? `\\u{${code.toString(16).padStart(4, '0')}}`;
}

/**
 * Text that came from outside, made safe to put in a line: what cannot be seen (line breaks, the
 * ESC of terminal colours, marks that reverse the reading direction) is written out as `\n` or
 * `\u{202e}`. What can be seen stays as it is, markup too: showing it as text is the window's part.
 */
export function visible(text: string): string {
  return text.replace(unseen, escaped);
}

/**
 * A copy of plain data with every string in it made {@link visible}. Done once at the door, so that
 * no sentence of any language can forget it. Codes are plain ASCII and stay what they are.
 */
export function visibleData<Data>(data: Data): Data {
  return JSON.parse(JSON.stringify(data), (_key, value: unknown) =>
    typeof value === 'string' ? visible(value) : value,
  ) as Data;
}
