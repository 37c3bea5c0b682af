import { cachingSha2, nativeHash, sha256Crypt, storedPassword } from '../../../src/databases/users/handler/mysql/password-hash';

test.each([
  // from `openssl passwd -5 -salt`
  ['Hello world!', 'saltstring', '5B8vYYiY.CVt1RlTTf8KbXBH3hsxY/GNooZaBBGWEc5'],
  ['日本\'"\\', 'abcdefgh', 'q5md9icFxM/PVkINzF0SXAt/vgBuelR4oiveboAgA49'],
])('the hash of %j is that of crypt(3)', (password, salt, hash) => {
  expect(sha256Crypt(Buffer.from(password), Buffer.from(salt), 5000)).toBe(hash);
});

test('what MySQL has stored for a password is what is computed from it', () => {
  // the example that hashcat gives for its mode 7401, with the salt of a real server
  expect(cachingSha2('hashcat', Buffer.from('F9CC98CE08892924F50A213B6BC571A2C11778C5', 'hex')).slice(27)).toBe('bTy95Y99eAME1dwEkHOA1ndHGBWz.1bxSSRkuTXFGV/');
});

test('a salt is new each time, and 20 characters long', () => {
  const stored = [storedPassword({ sha2: true }, 'x'), storedPassword({ sha2: true }, 'x')];
  stored.forEach((each) => expect(each).toEqual({ plugin: 'caching_sha2_password', stored: expect.stringMatching(/^\$A\$005\$[./0-9A-Za-z]{20}[./0-9A-Za-z]{43}$/) as string }));
  expect(stored[0].stored).not.toBe(stored[1].stored);
});

test('MariaDB gets the hash of the plugin that it has', () => {
  // https://mariadb.com/docs/server/reference/sql-functions/secondary-functions/encryption-hashing-and-compression-functions/password
  expect(nativeHash('notagoodpwd')).toBe('*3A70EE9FC6594F88CE9E959CD51C5A1C002DC937');
  expect(storedPassword({ sha2: false }, 'notagoodpwd')).toEqual({ plugin: 'mysql_native_password', stored: '*3A70EE9FC6594F88CE9E959CD51C5A1C002DC937' });
});

test.each(['', 'pässword', 'a\0b'])('%j is no password', (password) => {
  expect(() => storedPassword({ sha2: true }, password)).toThrow('PASSWORD_UNSUPPORTED');
});
