import type { ByteSource } from './byteSource.ts'
import { FileFault } from './fileFault.ts'
import { quoted } from './problemText.ts'
import type { Sample } from './sample.ts'

/** Where the entities stand in the rows of a WebAnno file. */
export interface WebAnnoHeader {
  /** 3: columns follow id, offsets and token, a value with `[n]` joins rows; 2: IOB2 values, columns follow id and token. */
  readonly version: 2 | 3
  /** Column of the types, from 0. */
  readonly column: number
}

export function isWebAnno(sample: Sample): boolean {
  if (sample.text.startsWith('#FORMAT=WebAnno TSV') || /^#id=1(?:\r?\n)/u.test(sample.text)) return true
  // Version 2 opens with its layers, ` # de.tudarmstadt.….NamedEntity | value`, and numbers its sentences.
  return (
    /^ ?# ?[\w.]+\.[\w.]+ \| /u.test(firstLine(sample)) && sample.lines.some((line) => /^#id=\d/u.test(line))
  )
}

function firstLine(sample: Sample): string {
  return sample.lines[0] ?? ''
}

const NAMED_ENTITY = /(?:NamedEntity|ner\.|Entity|entity|NER)/u

/**
 * Reads the column list (`#T_SP=layer|feature|…`): each feature of each layer is a column, relations (`#T_RL=`) have one
 * more. Entities are the feature `value` (else `label`, else the first) of the layer that is named so, or of the only one.
 */
export function headerOf(source: ByteSource, sample: Sample, chosen: string | undefined): WebAnnoHeader {
  const version = sample.text.startsWith('#FORMAT=') ? 3 : 2
  const columns = columnList(sample, version)
  if (chosen !== undefined) return { version, column: columnNamed(source, columns, chosen, version) }
  const layers = [...new Set(columns.filter(({ span }) => span).map(({ layer }) => layer))]
  const named = layers.filter((layer) => NAMED_ENTITY.test(layer))
  const [layer, ...more] = named.length > 0 ? named : layers
  if (version === 2 && layer === undefined) return { version, column: 2 }
  if (layer === undefined || more.length > 0) throw noLayer(source, layers)
  const features = columns.filter((each) => each.layer === layer)
  const byName = ['value', 'label'].flatMap((name) => features.find((each) => each.feature === name) ?? [])
  const feature = byName[0] ?? features[0]
  return { version, column: (version === 3 ? 3 : 2) + (feature === undefined ? 0 : columns.indexOf(feature)) }
}

interface Column {
  readonly layer: string
  readonly feature: string
  readonly span: boolean
}

function columnList(sample: Sample, version: 2 | 3): Column[] {
  return sample.lines.flatMap((line) => {
    const layers = version === 3 ? [/^#T_(SP|CH|RL)=(.*)$/u.exec(line)] : oldLayers(line)
    return layers.flatMap((found) => {
      if (found === null) return []
      const [, kind = '', rest = ''] = found
      const [layer = '', ...features] = rest.split('|')
      const named = version === 3 && features.length === 0 ? [''] : features
      return named.map((feature) => ({ layer, feature, span: kind === 'SP' }))
    })
  })
}

function noLayer(source: ByteSource, layers: readonly string[]): FileFault {
  return new FileFault(
    source.name,
    layers.length === 0
      ? 'the header names no layer of spans'
      : `the header names ${layers.length} layers of spans`,
    'one layer of named entities',
    `Name the column of the types (--columns spans=${layers[0] ?? 'LAYER'})`,
  )
}

/** ` # layer | feature | feature # layer | feature` of version 2. */
function oldLayers(line: string): (readonly string[])[] {
  if (!/^ ?#\s*\S+\s*\|/u.test(line)) return []
  return line
    .split('#')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => [
      '',
      'SP',
      part
        .split('|')
        .map((each) => each.trim())
        .join('|'),
    ])
}

function columnNamed(source: ByteSource, columns: readonly Column[], chosen: string, version: 2 | 3): number {
  const first = version === 3 ? 3 : 2
  const at = columns.findIndex(
    ({ layer, feature }) => layer === chosen || feature === chosen || `${layer}|${feature}` === chosen,
  )
  if (at >= 0) return first + at
  throw new FileFault(
    source.name,
    `no column is named ${quoted(chosen)}`,
    columns.map(({ layer, feature }) => `${layer}|${feature}`).join(' or '),
    'Name one of them (--columns spans=NAME)',
  )
}

/** Reserved characters of a value, as the program's own Escaping class has them. */
const RESERVED = /[\\[\]|_;\t\n*]|->/gu

export function escapedValue(value: string): string {
  return value.replaceAll(RESERVED, (found) =>
    found === '\t' ? '\\t' : found === '\n' ? '\\n' : `\\${found}`,
  )
}

/** In text and tokens only control characters and the backslash are escaped: a bare `_` stands for itself. */
export function escapedText(text: string): string {
  return text.replaceAll(/[\\\t\n\r\f\b]/gu, (found) => TEXT_ESCAPES[found] ?? found)
}

const TEXT_ESCAPES: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '\t': '\\t',
  '\n': '\\n',
  '\r': '\\r',
  '\f': '\\f',
  '\b': '\\b',
}
const UNESCAPES: Readonly<Record<string, string>> = { t: '\t', n: '\n', r: '\r', f: '\f', b: '\b' }

export function unescaped(text: string): string {
  return text.replaceAll(/\\(->|[\s\S])/gu, (_whole, found: string) => UNESCAPES[found] ?? found)
}
