import { describe, expect, it } from 'vitest'
import { readVoc, VocFault, vocText } from './voc.ts'

const annotation = (inner: string): string =>
  `<annotation>\n<filename>1.jpg</filename>\n${inner}\n</annotation>\n`
const object = (name: string, box: string): string =>
  `<object><name>${name}</name><bndbox>${box}</bndbox></object>`
const BOX = '<xmin>1</xmin><ymin>2</ymin><xmax>30.5</xmax><ymax>40</ymax>'

/** What is said of a file that is no annotation, with its line. */
function faultOf(content: string | Uint8Array): string {
  try {
    readVoc(typeof content === 'string' ? Buffer.from(content) : content)
  } catch (error) {
    if (error instanceof VocFault) return `${error.line ?? '-'}: ${error.found}`
    throw error
  }
  return 'nothing'
}

describe('boxes of PASCAL VOC', () => {
  it('are read with the words of their mention and their line, several a mention', () => {
    const text = annotation(`${object('Ada &amp; Bo', BOX)}\n${object('Ada &amp; Bo', BOX)}`)
    expect(readVoc(Buffer.from(text))).toEqual([
      { mention: 'Ada & Bo', box: [1, 2, 30.5, 40], line: 3 },
      { mention: 'Ada & Bo', box: [1, 2, 30.5, 40], line: 4 },
    ])
    expect(readVoc(Buffer.from(`\ufeff<?xml version="1.0" encoding="UTF-8"?>${annotation('')}`))).toEqual([])
    const latin = Buffer.from(
      `<?xml version="1.0" encoding="latin1"?>${annotation(object('Élo', BOX))}`,
      'latin1',
    )
    expect(readVoc(latin)[0]?.mention).toBe('Élo')
  })

  it.each([
    ['no XML', 'hello', '1: the XML breaks off: Root element is missing or invalid'],
    [
      'XML that breaks off',
      '<annotation>\n<object>\n<name>Ada',
      '3: the XML breaks off: Missing end tag for element name',
    ],
    [
      'an entity of its own',
      '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>\n<annotation>&x;</annotation>',
      "2: the XML breaks off: Named entity isn't defined: &x;",
    ],
    [
      'entities within entities',
      '<!DOCTYPE a [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]>\n<annotation>&b;</annotation>',
      "2: the XML breaks off: Named entity isn't defined: &b;",
    ],
    ['another kind of XML', '\n<svg/>', '2: the root is <svg>'],
    ['an object without a name', annotation(object(' ', BOX)), '3: an <object> has no <name>'],
    [
      'an object without a box',
      annotation('<object><name>Ada</name></object>'),
      '3: the object `Ada` has no <bndbox>',
    ],
    ['a box without a side', annotation(object('Ada', '<xmin>1</xmin>')), '3: <ymin> of `Ada` is missing'],
    [
      'a side that is no number',
      annotation(object('Ada', BOX.replace('30.5', 'x'))),
      '3: <xmax> of `Ada` is `x`',
    ],
    [
      'a box that ends before it begins',
      annotation(object('Ada', BOX.replace('30.5', '0'))),
      '3: the box of `Ada` ends before it begins',
    ],
    ['levels without end', '<a>'.repeat(100_000), '-: the XML is nested too deep'],
    [
      'bytes that are no UTF-8',
      Buffer.from(annotation(object('Élo', BOX)), 'latin1'),
      '-: the file is not valid utf-8 text',
    ],
  ])('names the line of %s', (_what, content, fault) => {
    expect(faultOf(content)).toBe(fault)
  })

  it('are written so that they are read again', () => {
    const regions = [{ mention: '<A> & "B"', box: [0, 1, 2.5, 3] as const }]
    const text = vocText('a&b.jpg', regions)
    expect(readVoc(Buffer.from(text)).map(({ mention, box }) => ({ mention, box }))).toEqual(regions)
  })
})
