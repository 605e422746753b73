import { buildZip } from '../zipBuilder.ts'
import type { BuiltEntry } from '../zipBuilder.ts'
import type { AwkwardCase, AwkwardGroup } from './awkwardCase.ts'
import { drawn } from './drawnPictures.ts'

const POSTS = 'IMGID:a_1\nAda\tB-PER\nran\tO\n\nIMGID:a_2\nOslo\tB-LOC\n\n'
const BAD = 'IMGID:a_1\nAda\tB-PER\nran\n\nIMGID:a_2\nOslo\tB-LOC\n\n'
const JSONL = '{"tokens":["Ada","ran"],"tags":["B-PER","O"]}\n'
const train: BuiltEntry = { name: 'train.txt', content: POSTS }

type Message = NonNullable<AwkwardCase['message']>
interface Zipped {
  readonly pictures?: AwkwardCase['pictureCounts']
  readonly options?: AwkwardCase['options']
  readonly stored?: number
}

const zipped = (what: string, entries: readonly BuiltEntry[], more: Partial<AwkwardCase>): AwkwardCase => ({
  what,
  file: 'bundle.zip',
  content: () => buildZip(entries),
  onDisk: true,
  outcome: 'accepted',
  stored: 2,
  ...more,
})

const rejected = (what: string, entries: readonly BuiltEntry[], message: Message): AwkwardCase =>
  zipped(what, entries, { outcome: 'rejected', stored: 0, message })

const warned = (
  what: string,
  entries: readonly BuiltEntry[],
  message: Message,
  { pictures, options, stored = 2 }: Zipped = {},
): AwkwardCase =>
  zipped(what, entries, {
    outcome: 'accepted-with-warnings',
    stored,
    message,
    ...(pictures === undefined ? {} : { pictureCounts: pictures }),
    ...(options === undefined ? {} : { options }),
  })

const bytes = (what: string, content: () => Uint8Array, says: RegExp): AwkwardCase => ({
  what,
  file: 'bundle.zip',
  content,
  onDisk: true,
  outcome: 'rejected',
  stored: 0,
  message: { line: null, entry: null, says },
})

const noPictures: Message = { says: /the picture `a_1\.jpg` was not found in `bundle\.zip`/u }
const picture = (name: string, more: Partial<BuiltEntry> = {}): BuiltEntry => ({
  name,
  content: drawn.png,
  stored: true,
  ...more,
})
const both = [picture('pictures/a_1.png'), picture('pictures/a_2.png', { content: drawn.jpeg })]

const LINK = 0o120777

export const zips: AwkwardGroup = {
  what: 'a zip',
  cases: [
    zipped('posts with their pictures', [train, ...both], { pictureCounts: { found: 2, missing: 0 } }),
    zipped(
      'posts, pictures and captions',
      [train, ...both, { name: 'captions.tsv', content: 'a_1\ta desk\n' }],
      {
        pictureCounts: { found: 2 },
      },
    ),
    zipped('one JSONL, of posts without pictures', [{ name: 'posts.jsonl', content: JSONL }], { stored: 1 }),
    zipped('stored and not deflated', [{ ...train, stored: true }, ...both], {}),
    zipped(
      'packed on a Mac, with its litter',
      [
        train,
        ...both,
        { name: '__MACOSX/._train.txt', content: '\0\0' },
        { name: '.DS_Store', content: '\0' },
      ],
      {},
    ),
    zipped('with entries for its folders', [{ name: 'pictures/', stored: true }, train, ...both], {}),
    zipped(
      'with backslashes between folders, as old tools of Windows write',
      [train, picture('pictures\\a_1.png'), picture('pictures\\a_2.png', { content: drawn.jpeg })],
      {
        pictureCounts: { found: 2 },
      },
    ),
    zipped(
      'with names in UTF-8 that does not say so',
      [{ ...train, name: 'Zoë.txt', rawName: Buffer.from('Zoë.txt') }, ...both],
      {},
    ),
    zipped('asked for by name', [train, ...both], { options: { format: 'zip' } }),
    zipped(
      'with an empty file of captions beside it',
      [
        { name: 'posts.jsonl', content: JSONL },
        { name: 'captions.tsv', content: 'posts-1\ta desk\n' },
      ],
      { stored: 1 },
    ),
    zipped(
      'with its pictures deep inside',
      [train, picture('a/b/c/a_1.png'), picture('a/b/c/a_2.png', { content: drawn.jpeg })],
      {
        pictureCounts: { found: 2 },
      },
    ),
    zipped(
      'with a name whose accents are marks of their own',
      [
        { name: 'posts.jsonl', content: '{"tokens":["Ada"],"image":"Zo\u00eb.png"}\n' },
        picture('Zoe\u0308.png'),
      ],
      { stored: 1, pictureCounts: { found: 1 } },
    ),
    zipped('with a folder named like a picture', [train, { name: 'a_1.jpg/', stored: true }, ...both], {
      pictureCounts: { found: 2 },
    }),
    zipped('with a comment behind it', [train, ...both], {
      content: () => buildZip([train, ...both], 'of ours'),
    }),
    zipped('with a name of a device of Windows', [{ ...train, name: 'aux.txt' }, ...both], {}),
    warned('with a table of a spreadsheet program', [train, ...both, { name: 'a.xlsx', content: 'PK' }], {
      entry: 'a.xlsx',
      says: /neither posts nor a picture/u,
    }),
    rejected(
      'that is a workbook of a spreadsheet program',
      [
        { name: '[Content_Types].xml', content: '<x/>' },
        { name: 'xl/workbook.xml', content: '<x/>' },
      ],
      {
        entry: null,
        says: /the file is a workbook of Excel; expected a zip of posts, or a table as text.*Save the sheet as CSV/u,
      },
    ),
    warned(
      'with two pictures of one name but for letter case',
      [train, picture('A_1.png'), picture('a_1.PNG'), picture('a_2.png', { content: drawn.jpeg })],
      {
        entry: 'train.txt',
        line: 1,
        says: /in other letter case|has that name too/u,
      },
    ),
    warned('without a single picture', [train], noPictures, { pictures: { found: 0, missing: 2 } }),
    warned('with a README', [train, ...both, { name: 'README.md', content: 'Hello' }], {
      entry: 'README.md',
      says: /^bundle\.zip, README\.md: the entry is neither posts nor a picture\. It was left out\.$/u,
    }),
    warned('with a zip inside', [train, ...both, { name: 'more.zip', content: buildZip([train]) }], {
      entry: 'more.zip',
      says: /a zip inside the zip\. It was left out\.$/u,
    }),
    warned(
      'with a link instead of a picture',
      [train, picture('a_1.png', { content: '/etc/passwd', mode: LINK }), picture('a_2.png')],
      {
        entry: 'a_1.png',
        says: /is a link\. It was left out\.$/u,
      },
      { pictures: { found: 1, missing: 1 } },
    ),
    warned(
      'with two files of captions',
      [
        train,
        ...both,
        { name: 'a/captions.tsv', content: 'a_1\ta desk\n' },
        { name: 'b/captions.tsv', content: 'a_1\ta bay\n' },
      ],
      {
        entry: 'b/captions.tsv',
        says: /captions in another entry already/u,
      },
    ),
    warned(
      'with a picture that is text',
      [train, picture('a_1.jpg', { content: 'not a picture' }), picture('a_2.jpg')],
      {
        entry: 'train.txt',
        line: 1,
        says: /`a_1\.jpg` was not taken: it holds something else, not a JPEG, PNG, WebP or GIF/u,
      },
      { pictures: { found: 1, refused: 1 } },
    ),
    warned(
      'with a picture whose checksum is wrong',
      [train, picture('a_1.png', { crc: 1 }), picture('a_2.png')],
      {
        entry: 'train.txt',
        line: 1,
        says: /`a_1\.jpg` is broken: it does not have the checksum/u,
      },
      { pictures: { found: 1, broken: 1 } },
    ),
    warned('with two splits that share a post', [train, ...both, { name: 'test.txt', content: POSTS }], {
      entry: 'test.txt',
      says: /`a_1` is the same post as train\.txt, line 1/u,
    }),
    warned(
      'with a bad record, the good ones asked for',
      [{ name: 'train.txt', content: BAD }, ...both],
      {
        entry: 'train.txt',
        line: 3,
        record: 1,
        says: /^bundle\.zip, train\.txt, line 3: the token `ran` has no tag/u,
      },
      { options: { skipBad: true }, stored: 1 },
    ),
    rejected('with a bad record', [{ name: 'data/train.txt', content: BAD }, ...both], {
      entry: 'data/train.txt',
      line: 3,
      record: 1,
      says: /^bundle\.zip, data\/train\.txt, line 3: the token `ran` has no tag.*Nothing was imported/u,
    }),
    rejected('with one good and one bad file', [train, { name: 'test.txt', content: BAD }, ...both], {
      entry: 'test.txt',
      line: 3,
      says: /Nothing was imported/u,
    }),
    rejected(
      'with a file of posts that is no format',
      [{ name: 'notes.txt', content: 'Buy milk\nand bread\n' }],
      {
        entry: 'notes.txt',
        says: /begins with `Buy milk`, which is no format/u,
      },
    ),
    rejected('with an empty file of posts', [{ name: 'train.txt', content: '' }], {
      entry: 'train.txt',
      says: /the file is empty/u,
    }),
    rejected('with pictures only', both, {
      entry: null,
      says: /^bundle\.zip: the zip holds no file of posts/u,
    }),
    rejected('without an entry', [], { entry: null, says: /holds no file of posts/u }),
    rejected('with nothing but a zip inside', [{ name: 'more.zip', content: buildZip([train]) }], {
      entry: null,
      says: /the zip holds another zip, `more\.zip`, and no file of posts; .+ Unpack it/u,
    }),
    rejected('with a name that leaves the folder', [train, picture('../../a_1.png')], {
      entry: '../../a_1.png',
      says: /leads out of the zip.*Nothing was imported/u,
    }),
    rejected('with an absolute name', [{ ...train, name: '/train.txt' }], {
      entry: '/train.txt',
      says: /leads out of the zip/u,
    }),
    rejected('with a name that leaves the folder in its middle', [{ ...train, name: 'a/../../train.txt' }], {
      entry: 'a/../../train.txt',
      says: /leads out of the zip/u,
    }),
    rejected('with a name that leaves the folder by backslashes', [{ ...train, name: '..\\train.txt' }], {
      says: /leads out of the zip/u,
    }),
    rejected('with a link to posts', [{ ...train, content: '/etc/passwd', mode: LINK }], {
      says: /is a link|holds no file of posts/u,
    }),
    rejected('with a drive in a name', [{ ...train, name: 'C:\\train.txt' }], {
      entry: 'C:/train.txt',
      says: /leads out of the zip/u,
    }),
    rejected('with a name of nothing', [{ ...train, name: '' }], { says: /the name of an entry is empty/u }),
    rejected('with NUL in a name', [{ ...train, name: 'train.txt\0.png' }], { says: /U\+0000/u }),
    rejected('with one name twice', [train, { name: 'train.txt', content: JSONL }], {
      entry: 'train.txt',
      says: /two entries have this name/u,
    }),
    rejected('encrypted', [{ ...train, encrypted: true }], {
      entry: 'train.txt',
      says: /is encrypted; expected a zip without a password/u,
    }),
    rejected('packed by a method of its own', [{ ...train, method: 14 }], {
      entry: 'train.txt',
      says: /packed by method 14/u,
    }),
    rejected('with a wrong checksum of the posts', [{ ...train, crc: 7 }], {
      entry: 'train.txt',
      says: /does not have the checksum/u,
    }),
    rejected('with more bytes than its list says', [{ ...train, size: 10 }], {
      entry: 'train.txt',
      says: /holds (?:more|fewer) bytes than the zip says/u,
    }),
    rejected('with fewer bytes than its list says', [{ ...train, size: 1000 }], {
      entry: 'train.txt',
      says: /holds (?:more|fewer) bytes than the zip says/u,
    }),
    rejected(
      'that unpacks to a thousand times its size',
      [train, { name: 'more.txt', content: 'a'.repeat(4 << 20) }],
      {
        entry: 'more.txt',
        says: /bytes of the entry would unpack to 4194304/u,
      },
    ),
    rejected(
      'that says it unpacks to 20 GiB',
      Array.from({ length: 5 }, (_, n) => ({ name: `${n}.txt`, content: 'a', size: 4 * 2 ** 30 - 1 })),
      { says: /would unpack/u },
    ),
    rejected('whose entries share their bytes', [train, { ...train, name: 'again.txt', sharesWith: 0 }], {
      says: /shares bytes with/u,
    }),
    zipped(
      'with a data set of Hugging Face and the names of its labels',
      [
        { name: 'data/train.jsonl', content: '{"tokens":["Ada","ran"],"ner_tags":[1,0]}\n' },
        {
          name: 'data/dataset_info.json',
          content: '{"features":{"ner_tags":{"feature":{"names":["O","B-PER"],"_type":"ClassLabel"}}}}',
        },
      ],
      { stored: 1, mentions: ['Ada:PER'] },
    ),
    zipped(
      'with two documents of brat and their settings',
      [
        { name: 'd/a.txt', content: 'Ada ran\n' },
        { name: 'd/a.ann', content: 'T1\tPER 0 3\tAda\n' },
        { name: 'd/b.txt', content: 'Bob ran\n' },
        { name: 'd/b.ann', content: 'T1\tPER 0 3\tBob\n' },
        { name: 'd/annotation.conf', content: '[entities]\nPER\n' },
      ],
      { mentions: ['Ada:PER', 'Bob:PER'] },
    ),
    rejected(
      'with a document of brat without its text',
      [{ name: 'd/a.ann', content: 'T1\tPER 0 3\tAda\n' }],
      {
        entry: 'd/a.ann',
        says: /d\/a\.txt is not beside it/u,
      },
    ),
    zipped(
      'with captions in an object of JSON',
      [train, ...both, { name: 'captions.json', content: '{\n  "a_1": "a desk"\n}\n' }],
      { pictureCounts: { found: 2 } },
    ),
    rejected(
      'with an object of captions that are none',
      [train, { name: 'captions.json', content: '{\n  "a_1": ["a desk"]\n}\n' }],
      { says: /captions\.json.*the caption of `a_1` is a list; expected text/u },
    ),
    rejected('with posts in a hidden file', [{ name: '.posts.jsonl', content: JSONL }], {
      says: /holds no file of posts/u,
    }),
    warned(
      'with two files of posts named alike but for letter case',
      [
        { name: 'Posts.txt', content: 'IMGID:a_1\nAda\tB-PER\n\n' },
        { name: 'posts.txt', content: 'IMGID:a_2\nBob\tB-PER\n\n' },
      ],
      { entry: 'Posts.txt', says: /`a_1\.jpg` was not found/u },
    ),
    bytes(
      'that unpacks itself',
      () => Buffer.concat([Buffer.from('#!/bin/sh\nexit\n'), buildZip([train])]),
      /begins with `#!\/bin\/sh`/u,
    ),
    bytes(
      'that breaks off',
      () => buildZip([train, ...both]).subarray(0, 200),
      /the list at the end of the zip is missing.*Download or pack it again/u,
    ),
    bytes(
      'with a damaged list',
      () => {
        const zip = buildZip([train])
        zip[zip.indexOf('PK\u0001\u0002') + 1] = 0
        return zip
      },
      /the list of entries of the zip is damaged/u,
    ),
    bytes(
      'that is only its first four bytes',
      () => Buffer.from('PK\u0003\u0004'),
      /the list at the end of the zip is missing/u,
    ),
    {
      ...bytes('asked for, where the file is none', () => Buffer.from(POSTS), /the file is no zip/u),
      options: { format: 'zip' },
    },
  ],
}
