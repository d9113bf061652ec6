import { expect, test } from 'vitest';
import { attachment } from './downloads.js';

test.for([
  ['passport.pdf', `attachment; filename="passport.pdf"; filename*=UTF-8''passport.pdf`],
  ['Maria’s bill (May).pdf', `attachment; filename="Maria_s bill (May).pdf"; filename*=UTF-8''Maria%E2%80%99s%20bill%20%28May%29.pdf`],
  ['паспорт.pdf', `attachment; filename="_______.pdf"; filename*=UTF-8''%D0%BF%D0%B0%D1%81%D0%BF%D0%BE%D1%80%D1%82.pdf`],
  ['../../etc/passwd', `attachment; filename=".._.._etc_passwd"; filename*=UTF-8''.._.._etc_passwd`],
  ['a"; filename="b.exe', `attachment; filename="a__ filename__b.exe"; filename*=UTF-8''a_%3B%20filename%3D_b.exe`],
  ['x\r\nset-cookie: a=b', `attachment; filename="x__set-cookie_ a_b"; filename*=UTF-8''x__set-cookie_%20a%3Db`],
  ['invoice\u202Efdp.exe', `attachment; filename="invoice_fdp.exe"; filename*=UTF-8''invoice_fdp.exe`],
  ["100%'*!.pdf", `attachment; filename="100____.pdf"; filename*=UTF-8''100%25%27_%21.pdf`],
  ['half \ud83d', `attachment; filename="half _"; filename*=UTF-8''half%20%EF%BF%BD`],
  [' . ', `attachment; filename="document"; filename*=UTF-8''document`],
] as const)('%j is saved under a name that is only a name', ([fileName, header]) => {
  expect(attachment(fileName)).toBe(header);
});
