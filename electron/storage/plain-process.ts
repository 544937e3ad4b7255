/**
 * Takes the place of `node:process` in what electron-store brings (vite.config.ts). Imported as a
 * module, Node reads every property of it, and opens standard input and output for that.
 */
// biome-ignore lint/style/noDefaultExport: it stands for a module that has one
export default process;
