type Name = string | false | null | undefined;

/**
 * Reads class names of a CSS module by their own names; what is false is left out.
 *
 * @throws when the sheet has no such class: a misspelt one must not pass unseen.
 */
export function classes(sheet: Readonly<Record<string, string>>): (...names: Name[]) => string {
  return (...names) =>
    names
      .filter((name) => typeof name === 'string')
      .map((name) => {
        const real = sheet[name];
        if (real === undefined) throw new Error(`no class ${name} in this sheet`);
        return real;
      })
      .join(' ');
}
