import { expect, test } from '@playwright/test';
import { cipherOrder, hasNativeCiphers } from '../../../helpers/ssh/ciphers.ts';

test('without the native part of ssh2 the cipher that is fast without it comes first', () => {
  expect(cipherOrder(true, false)[0]).toBe('aes128-gcm@openssh.com');
  expect(cipherOrder(false, false)[0]).toBe('chacha20-poly1305@openssh.com');
  expect(new Set(cipherOrder(false, false))).toEqual(new Set(cipherOrder(true, false)));
  expect(typeof hasNativeCiphers()).toBe('boolean');
});

test('inside another connection nothing keeps its state in one place for both', () => {
  for (const native of [true, false]) expect(cipherOrder(native, true)[0]).toBe('aes128-gcm@openssh.com');
});
