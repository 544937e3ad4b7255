/**
 * Loads a TypeScript module of the tests or benches. Call it after `setup`: what translates it is
 * itself one of the modules that a fresh clone does not have yet.
 *
 * @param {string} file an absolute path.
 * @returns {Promise<unknown>} what the module exports.
 */
export async function typescriptModule(file) {
  const { runnerImport } = await import('vite');
  const { module } = await runnerImport(file, { configFile: false });
  return module;
}
