/** Ways to climb out of a folder, or to look as if one did not. */
const climbs = [
  ...['../', '..\\', './', '/', '..;/', '....//', '.%2e/', '%2e./', '%2e%2e/', '%00/'],
  ...['..%2f', '%2e%2e%2f', '..%5c', '%2e%2e%5c', '%2f', '%5c', '%252e%252e%252f', '..%252f'],
  ...['%c0%ae%c0%ae/', 'assets/../'],
];
/** What lies beside and above the page's folder. None of it is a file of the page. */
const targets = ['main.js', 'preload.cjs', 'index.html%00', 'renderer/index.html', 'etc/passwd'];

/** 500 paths of our own scheme at which nothing may be found. */
export const hostilePaths: string[] = climbs.flatMap((climb) =>
  targets.flatMap((target) => [1, 2, 3, 5, 8].map((times) => `${climb.repeat(times)}${target}`)),
);
