/** OpenCC's tables of single characters: each with those that it is written as, pairs parted by `|`. */
declare module 'opencc-js/dict/*' {
  const pairs: string;
  export default pairs;
}

/** How OpenCC goes from or to a script: groups of tables, one after the other. */
declare module 'opencc-js/from/*' {
  const groups: readonly import('opencc-js/core').DictGroup[];
  export default groups;
}
declare module 'opencc-js/to/*' {
  const groups: readonly import('opencc-js/core').DictGroup[];
  export default groups;
}
