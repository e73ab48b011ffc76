/** A service whose address is known. */
export interface Preset {
  name: 'jianguoyun' | 'nextcloud';
  address: string;
}

/** Each with where its maker says so. */
export const PRESETS: readonly Preset[] = [
  // Its help on third-party access: this address, with a password made for the app. It refuses files at the root.
  { name: 'jianguoyun', address: 'https://dav.jianguoyun.com/dav/' },
  // Its user manual on WebDAV: the server's address, then the user's files.
  { name: 'nextcloud', address: 'https://cloud.example.com/remote.php/dav/files/用户名/' },
];
