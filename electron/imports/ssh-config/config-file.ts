import { importLimits } from '../../../shared/model/import-limits';
import type { ImportFiles } from '../import-files';
import { isTooLong, linesOf } from '../lines';
import { refused, type Verdicts } from '../verdicts';
import { includePaths, mayInclude } from './include';
import { type Directive, readDirective } from './words';

/** A line of a file, with the files it brings in where it is an Include. */
export interface ConfigNode extends Directive {
  readonly included: readonly ConfigFile[];
}

export interface ConfigFile {
  readonly nodes: readonly ConfigNode[];
}

interface Loading {
  readonly files: ImportFiles;
  readonly verdicts: Verdicts;
  /** The real path of the file the person chose. */
  readonly root: string;
  filesRead: number;
  linesRead: number;
}

/**
 * Reads an ssh_config file and all that it includes. What cannot be included says so at its line;
 * the rest is read.
 *
 * @param text of the chosen file. @param root its real path. @param name what the person calls it.
 */
export function loadConfig(
  text: string,
  root: string,
  name: string,
  files: ImportFiles,
  verdicts: Verdicts,
): Promise<ConfigFile> {
  const loading: Loading = { files, verdicts, root, filesRead: 1, linesRead: 0 };
  return load(loading, { text, name, within: [root] });
}

interface Source {
  readonly text: string;
  readonly name: string;
  /** The real paths of the files that led here, this one last. */
  readonly within: readonly string[];
}

async function load(loading: Loading, source: Source): Promise<ConfigFile> {
  const nodes: ConfigNode[] = [];
  for (const line of linesOf(source.name, source.text)) {
    loading.linesRead += 1;
    if (loading.linesRead > importLimits.lines) {
      loading.verdicts.give(line, refused({ code: 'too-many', limit: importLimits.lines }));
      break;
    }
    if (isTooLong(line)) {
      loading.verdicts.give(line, refused({ code: 'too-long', limit: importLimits.line }));
      continue;
    }
    const directive = readDirective(line);
    if (directive === 'malformed') loading.verdicts.give(line, refused({ code: 'malformed' }));
    else if (directive !== null) {
      const included =
        directive.keyword === 'include' ? await include(loading, source, directive) : [];
      nodes.push({ ...directive, included });
    }
  }
  return { nodes };
}

async function include(
  loading: Loading,
  source: Source,
  directive: Directive,
): Promise<readonly ConfigFile[]> {
  const { files, verdicts, root } = loading;
  const { line } = directive;
  if (source.within.length >= importLimits.depth) {
    verdicts.give(line, refused({ code: 'include-too-deep', limit: importLimits.depth }));
    return [];
  }
  const included: ConfigFile[] = [];
  for (const path of await includePaths(directive.args, files)) {
    if (path === 'network') verdicts.give(line, refused({ code: 'network-path' }));
    else if (!(await mayInclude(path, root, files))) {
      verdicts.give(line, refused({ code: 'include-outside' }));
    } else {
      const file = await readIncluded(loading, source, directive, path);
      if (file !== null) included.push(file);
    }
  }
  // A pattern that names no file is no fault: OpenSSH passes over it too.
  if (included.length === 0)
    verdicts.give(line, { verdict: 'left-out', why: { code: 'include-missing' } });
  return included;
}

async function readIncluded(
  loading: Loading,
  source: Source,
  { line }: Directive,
  path: string,
): Promise<ConfigFile | null> {
  loading.filesRead += 1;
  if (loading.filesRead > importLimits.files) {
    loading.verdicts.give(line, refused({ code: 'too-many', limit: importLimits.files }));
    return null;
  }
  const read = await loading.files.read(path);
  if (!read.ok) {
    const code = read.why === 'missing' ? 'include-missing' : 'include-unreadable';
    loading.verdicts.give(line, refused({ code }));
    return null;
  }
  if (source.within.includes(read.path)) {
    loading.verdicts.give(line, refused({ code: 'include-loop' }));
    return null;
  }
  return load(loading, { text: read.text, name: path, within: [...source.within, read.path] });
}
