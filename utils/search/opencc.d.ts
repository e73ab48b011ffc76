/** OpenCC's tables of single characters: each with those that it is written as, pairs parted by `|`. */
declare module 'opencc-js/dict/*' {
  const pairs: string;
  export default pairs;
}
