/** The number a port field holds; NaN for what is none. */
export function portNumber(text: string): number {
  return /^\d{1,9}$/.test(text.trim()) ? Number(text.trim()) : Number.NaN;
}
