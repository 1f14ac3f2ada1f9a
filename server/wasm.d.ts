/** Edge bundlers compile such a file at build time, since the edge forbids it at run time. */
declare module '*.wasm?module' {
  const module: WebAssembly.Module;
  export default module;
}
