/**
 * Whether a text fits a pattern in which `*` stands for any run and `?` for one character
 * (ssh_config(5), PATTERNS). Going back only to the last star keeps the work at text × pattern, so
 * that no line of a file can stall an import or a connection.
 */
export function fitsWildcard(text: string, pattern: string): boolean {
  let at = 0;
  let inPattern = 0;
  let star = -1;
  let starAt = 0;
  while (at < text.length) {
    const wanted = pattern[inPattern];
    if (wanted === '*') {
      star = inPattern++;
      starAt = at;
    } else if (wanted === '?' || (wanted !== undefined && wanted === text[at])) {
      inPattern++;
      at++;
    } else if (star !== -1) {
      inPattern = star + 1;
      at = ++starAt;
    } else {
      return false;
    }
  }
  while (pattern[inPattern] === '*') inPattern++;
  return inPattern === pattern.length;
}

/** Whether a pattern can stand for more than itself (`*`, `?`). */
export function hasWildcard(pattern: string): boolean {
  return /[*?]/.test(pattern);
}
