import * as v from 'valibot';
import { canonicalJson } from '../canonical-json';
import { FailureError } from '../result';
import { type Content, encodeText, readFileText, SYNC_VERSION } from './bundles';

/** End-to-end encryption of bundles: AES-GCM under a key from the reader's passphrase. */

/** OWASP, Password Storage Cheat Sheet, PBKDF2-HMAC-SHA256. */
const ITERATIONS = 600_000;
/** A server must not keep the machine busy for minutes. */
const MOST_ITERATIONS = 10_000_000;
/** NIST SP 800-38D, 8.2: 96 random bits. */
const IV_BYTES = 12;
const SALT_BYTES = 16;
const FORMAT = 'jingdu-encrypted';
const CHECKED = 'jingdu';

const base64 = v.pipe(v.string(), v.base64());
const sealedSchema = v.object({ format: v.literal(FORMAT), version: v.number(), iv: base64, data: base64 });

/** What the manifest says of the encryption; `check` opens with the right passphrase alone. */
export const encryptionSchema = v.object({
  salt: base64,
  iterations: v.pipe(v.number(), v.safeInteger(), v.minValue(ITERATIONS), v.maxValue(MOST_ITERATIONS)),
  check: v.string(),
});
export type Encryption = v.InferOutput<typeof encryptionSchema>;

export interface Cipher {
  encryption: Encryption;
  /** @param place where the content belongs; it opens nowhere else */
  seal(content: Content, place: string): Promise<string>;
  /** Throws `sync-garbage` where it was not sealed with this key for this place. */
  open(sealed: string, place: string): Promise<string>;
}

/** A cipher with a new salt. */
export async function createCipher(passphrase: string): Promise<Cipher> {
  const salt = toBase64(crypto.getRandomValues(new Uint8Array(SALT_BYTES)));
  const key = await deriveKey(passphrase, { salt, iterations: ITERATIONS });
  return cipherOf(key, {
    salt,
    iterations: ITERATIONS,
    check: await seal(key, encodeText(CHECKED), CHECKED),
  });
}

/** The cipher of what lies on the server. Throws `sync-passphrase` where the passphrase is another one. */
export async function openCipher(passphrase: string, encryption: Encryption): Promise<Cipher> {
  const key = await deriveKey(passphrase, encryption);
  try {
    await open(key, encryption.check, CHECKED);
  } catch {
    throw new FailureError('sync-passphrase');
  }
  return cipherOf(key, encryption);
}

const cipherOf = (key: CryptoKey, encryption: Encryption): Cipher => ({
  encryption,
  seal: (content, place) => seal(key, content, place),
  open: (sealed, place) => open(key, sealed, place),
});

async function deriveKey(
  passphrase: string,
  { salt, iterations }: Omit<Encryption, 'check'>,
): Promise<CryptoKey> {
  // The same passphrase typed on another system may be composed otherwise.
  const secret = await crypto.subtle.importKey(
    'raw',
    encodeText(passphrase.normalize('NFC')),
    'PBKDF2',
    false,
    ['deriveKey'],
  );
  return crypto.subtle.deriveKey(
    { name: 'PBKDF2', hash: 'SHA-256', salt: fromBase64(salt), iterations },
    secret,
    { name: 'AES-GCM', length: 256 },
    false,
    ['encrypt', 'decrypt'],
  );
}

async function seal(key: CryptoKey, content: Content, place: string): Promise<string> {
  const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
  const data = await crypto.subtle.encrypt(
    { name: 'AES-GCM', iv, additionalData: encodeText(place) },
    key,
    content,
  );
  return canonicalJson({
    format: FORMAT,
    version: SYNC_VERSION,
    iv: toBase64(iv),
    data: toBase64(new Uint8Array(data)),
  });
}

async function open(key: CryptoKey, sealed: string, place: string): Promise<string> {
  const { iv, data } = readFileText(sealed, sealedSchema);
  try {
    const text = await crypto.subtle.decrypt(
      { name: 'AES-GCM', iv: fromBase64(iv), additionalData: encodeText(place) },
      key,
      fromBase64(data),
    );
    return new TextDecoder().decode(text);
  } catch (error) {
    throw new FailureError('sync-garbage', String(error));
  }
}

/** So many bytes become characters in one call: a call takes no more arguments than fit the stack. */
const BYTES_AT_ONCE = 8_192;

function toBase64(bytes: Uint8Array): string {
  let binary = '';
  for (let at = 0; at < bytes.length; at += BYTES_AT_ONCE)
    binary += String.fromCharCode(...bytes.subarray(at, at + BYTES_AT_ONCE));
  return btoa(binary);
}

const fromBase64 = (text: string) => Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
