import { parseXml, XmlElement, XmlError } from '@rgrove/parse-xml'
import type { MentionRegion } from '../../shared/domain/mentionRegion.ts'
import { byteOrderMark } from './lineReader.ts'
import { quoted } from './problemText.ts'
import { RecordFault } from './recordFault.ts'

/** A region and the line on which it begins. */
export interface VocRegion extends MentionRegion {
  readonly line: number
}

/** Why a file is no annotation of boxes, and on which line; null: the file as a whole. */
export class VocFault extends RecordFault {}

/**
 * The boxes of a PASCAL VOC annotation (`<annotation><object><name>…</name><bndbox><xmin>…`), as GMNER ships them: the name
 * of an object is the mention, and a mention may have several. The parser knows no entities but the five of XML and reads
 * no other file. Throws {@link VocFault}.
 */
export function readVoc(bytes: Uint8Array): VocRegion[] {
  const text = decoded(bytes)
  const { root } = parsed(text)
  if (root?.name !== 'annotation')
    throw new VocFault(
      root === null ? 'there is no element' : `the root is <${root.name}>`,
      'a PASCAL VOC <annotation>',
      root === null ? null : lineAt(text, root.start),
    )
  return elements(root, 'object').map((object) => {
    const line = lineAt(text, object.start)
    const mention = wordsOf(object, 'name')
    if (mention === '') throw new VocFault('an <object> has no <name>', 'the words of its mention', line)
    return { mention, box: boxOf(object, mention, line), line }
  })
}

function parsed(text: string): ReturnType<typeof parseXml> {
  try {
    return parseXml(text, { includeOffsets: true })
  } catch (error) {
    // The parser calls itself for each level.
    if (error instanceof RangeError) throw new VocFault('the XML is nested too deep', null, null)
    if (!(error instanceof XmlError)) throw error
    const [what = ''] = error.message.split(/ \(line \d/u)
    throw new VocFault(`the XML breaks off: ${what.replace(/\.$/u, '')}`, null, error.line)
  }
}

function boxOf(object: XmlElement, mention: string, line: number): MentionRegion['box'] {
  const [box] = elements(object, 'bndbox')
  if (box === undefined) throw new VocFault(`the object ${quoted(mention)} has no <bndbox>`, 'its box', line)
  const side = (name: string): number => {
    const written = wordsOf(box, name)
    const value = Number(written)
    if (written === '' || !Number.isFinite(value))
      throw new VocFault(
        `<${name}> of ${quoted(mention)} is ${written === '' ? 'missing' : quoted(written)}`,
        'a number of pixels',
        line,
      )
    return value
  }
  const [left, top, right, bottom] = [side('xmin'), side('ymin'), side('xmax'), side('ymax')]
  if (left > right || top > bottom)
    throw new VocFault(
      `the box of ${quoted(mention)} ends before it begins`,
      'xmin up to xmax, ymin up to ymax',
      line,
    )
  return [left, top, right, bottom]
}

function elements(parent: XmlElement, name: string): XmlElement[] {
  return parent.children.filter((child) => child instanceof XmlElement && child.name === name) as XmlElement[]
}

function wordsOf(parent: XmlElement, name: string): string {
  return elements(parent, name)[0]?.text.trim() ?? ''
}

function lineAt(text: string, offset: number): number {
  return text.slice(0, Math.max(0, offset)).split('\n').length
}

/** UTF-8 unless a byte-order mark or the first line of the file says otherwise. */
function decoded(bytes: Uint8Array): string {
  const stated = /^<\?xml[^>]*\sencoding=["']([\w.:-]+)["']/u.exec(
    Buffer.from(bytes.subarray(0, 200)).toString('latin1'),
  )
  const encoding = byteOrderMark(bytes)?.encoding ?? stated?.[1] ?? 'utf-8'
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    throw new VocFault(`the file is not valid ${encoding} text`, null, null)
  }
}

/** An annotation of boxes that did not come from a file. */
export function vocText(picture: string, regions: readonly MentionRegion[]): string {
  const objects = regions.map(({ mention, box: [left, top, right, bottom] }) => [
    '\t<object>',
    `\t\t<name>${escaped(mention)}</name>`,
    '\t\t<bndbox>',
    `\t\t\t<xmin>${left}</xmin>`,
    `\t\t\t<ymin>${top}</ymin>`,
    `\t\t\t<xmax>${right}</xmax>`,
    `\t\t\t<ymax>${bottom}</ymax>`,
    '\t\t</bndbox>',
    '\t</object>',
  ])
  const head = ['<annotation>', `\t<filename>${escaped(picture)}</filename>`]
  return `${[...head, ...objects.flat(), '</annotation>'].join('\n')}\n`
}

/** What XML cannot hold at all becomes U+FFFD. */
function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll(/[^\t\n\r -\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '\ufffd')
}
