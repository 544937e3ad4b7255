/** Pictures are built into the program: there is then no file to miss or to swap. */
declare module '*.png?inline' {
  /** A data URL. */
  const picture: string;
  export = picture;
}
