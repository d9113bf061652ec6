import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { heicFile, jpegFile, pdfFile, pngFile, webpFile, ZIP_END } from '../../../tests/support/files.js';
import { ContentRefused, FileInspector, type FileType } from './file.content.js';
import { safeFileName } from './file.names.js';

function judge(type: FileType, bytes: Buffer, step = 16 * 1024): string {
  const inspector = new FileInspector(type, bytes.length);
  try {
    for (let at = 0; at < bytes.length; at += step) inspector.add(bytes.subarray(at, at + step));
    inspector.end();
    return 'taken';
  } catch (error) {
    if (error instanceof ContentRefused) return error.message;
    throw error;
  }
}

const FILES: readonly (readonly [FileType, Buffer])[] = [
  ['application/pdf', pdfFile()],
  ['image/jpeg', jpegFile()],
  ['image/png', pngFile()],
  ['image/webp', webpFile()],
  ['image/heic', heicFile()],
];

describe('what a file holds', () => {
  test.for(FILES)('%s is taken for what it is, and for nothing else, however it arrives', ([type, bytes]) => {
    expect(judge(type, bytes)).toBe('taken');
    expect(judge(type, bytes, 3)).toBe('taken');
    for (const [other] of FILES) expect(other === type ? 'not' : judge(other, bytes)).toContain('not');
  });

  test.for([
    ['a page of HTML', '<!DOCTYPE html><p>hello'],
    ['a drawing with a script', '<svg xmlns="http://www.w3.org/2000/svg" onload="x()">'],
    ['a program', 'MZ\x90\0\x03 and so on, for a while'],
    ['an archive', 'PK\x03\x04 and so on, for a while'],
    ['GIF', 'GIF89a and so on, for a while'],
    ['text', 'just some text, long enough'],
    ['next to nothing', '%P'],
    ['a PDF that begins later', '\n\n%PDF-1.7\n%%EOF'],
  ])('%s is none of the types, whatever it is called', ([, text = '']) => {
    for (const [type] of FILES) expect(judge(type, Buffer.from(text, 'latin1'))).toMatch(/^This is none of|could be run/);
  });

  const hidden = (text: string): Buffer => Buffer.concat([pdfFile(40_000).subarray(0, -7), Buffer.from(text), randomBytes(30_000), Buffer.from('%%EOF\n')]);

  test.for(['<script>alert(1)', '<SCRIPT src=x', '<html><body', '<!DOCTYPE html>', '<svg onload=x>', '<?php system(', '/S /JavaScript /JS (x)', '/Launch'])(
    'a PDF with %s in it is refused, also across the seam of two chunks',
    (text) => {
      for (const step of [16 * 1024, 7, 40_005]) expect(judge('application/pdf', hidden(text), step)).toContain('could be run');
    },
  );

  test('a picture or a PDF that is an archive as well is refused', () => {
    expect(judge('image/jpeg', jpegFile(10, 10, ZIP_END))).toContain('archive');
    expect(judge('application/pdf', Buffer.concat([pdfFile(), ZIP_END, Buffer.from('%%EOF')]))).toContain('archive');
  });

  test('a picture that is a PDF as well is refused', () => {
    const bytes = heicFile();
    bytes.write('%PDF-1.7', bytes.length - 200);
    expect(judge('image/heic', bytes)).toContain('PDF as well');
  });

  test('what is cut off, or has something behind its end, is refused', () => {
    const cut: [FileType, Buffer][] = [
      ['application/pdf', pdfFile().subarray(0, -10)],
      ['application/pdf', Buffer.concat([pdfFile(), Buffer.alloc(5_000)])],
      ['image/png', Buffer.concat([pngFile(), Buffer.from('more')])],
      ['image/png', pngFile().subarray(0, -1)],
      ['image/webp', Buffer.concat([webpFile(), Buffer.from('more')])],
    ];
    for (const [type, bytes] of cut) expect(judge(type, bytes)).toContain('cut off');
  });

  test('a bomb of a picture is refused by the size that it tells, before anything unpacks it', () => {
    for (const [type, bytes] of [
      ['image/png', pngFile(50_000, 50_000)],
      ['image/png', pngFile(1, 4_000_000_000)],
      ['image/jpeg', jpegFile(65_535, 65_535)],
      ['image/webp', webpFile(16_000_000, 16_000_000)],
      ['image/heic', heicFile(60_000, 60_000)],
    ] as const)
      expect(judge(type, bytes)).toContain('more than any camera gives');
    expect(judge('image/png', pngFile(0, 10))).toContain('cannot be read');
    expect(judge('image/jpeg', Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0xff, 0xff]), randomBytes(100)]))).toContain('cannot be read');
    expect(judge('image/jpeg', Buffer.alloc(700_000, 0xff).fill(0xd8, 1, 2))).toContain('cannot be read');
  });
});

describe('the name of a file', () => {
  test.for([
    ['passport.pdf', 'passport.pdf'],
    ['../../etc/passwd', 'passwd.pdf'],
    ['..\\..\\windows\\system32\\cmd.exe', 'cmd.exe.pdf'],
    ['/etc/cron.d/x.PDF', 'x.pdf'],
    ['a\0.pdf.exe', 'a_.pdf.exe.pdf'],
    ['.htaccess', 'htaccess.pdf'],
    ['Ausweis Müller.pdf', 'Ausweis Müller.pdf'],
    ['gpj\u202efdp.exe', 'gpj_fdp.exe.pdf'],
    ['"; rm -rf *; ".pdf', '__ rm -rf __ _.pdf'],
    ['', 'document.pdf'],
    ['///', 'document.pdf'],
    ['...', 'document.pdf'],
    ['.pdf', 'pdf.pdf'],
  ] as const)('%j becomes %j', ([given, safe]) => {
    expect(safeFileName(given, 'application/pdf')).toBe(safe);
  });

  test('is cut to a length that every file system takes, and between characters', () => {
    expect(safeFileName(`${'😀'.repeat(500)}.jpeg`, 'image/jpeg')).toBe(`${'😀'.repeat(120)}.jpeg`);
  });
});
