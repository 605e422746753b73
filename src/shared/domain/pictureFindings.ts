/** A place in a picture, in shares of its width and height, from the upper left corner. */
export interface PictureBox {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

/** A thing that was found. */
export interface FoundRegion {
  /** One of the 80 classes of the detector, such as `person` or `sports ball`. */
  readonly label: string
  /** 0 to 1. */
  readonly score: number
  readonly box: PictureBox
}

/** A line of text that was read. */
export interface FoundText {
  readonly text: string
  readonly score: number
  readonly box: PictureBox
}

/** What the detectors saw in a picture: evidence for people and models, never an annotation. */
export interface PictureFindings {
  /** Surest first. */
  readonly regions: readonly FoundRegion[]
  /** Faces seen clearly enough to be sure that they are faces; whose they are is never asked. */
  readonly faces: number
  /** In the order of reading: from top to bottom, then from left to right. */
  readonly texts: readonly FoundText[]
}

/** Words a described picture names at most; a caption is one plain line. */
const MOST_KINDS = 4
const MOST_TEXTS = 3

/**
 * A plain line that says what was found ("two people, a sports ball; text: FINALS"), for a post whose picture nobody
 * has described; null where nothing was found.
 */
export function describeFindings({ regions, faces, texts }: PictureFindings): string | null {
  const counts = new Map<string, number>()
  for (const { label } of regions) counts.set(label, (counts.get(label) ?? 0) + 1)
  if (faces > (counts.get('person') ?? 0)) counts.set('person', faces)
  const kinds = [...counts].slice(0, MOST_KINDS).map(([label, count]) => counted(label, count))
  const read = texts.slice(0, MOST_TEXTS).map(({ text }) => text)
  const parts = [
    ...(kinds.length === 0 ? [] : [kinds.join(', ')]),
    ...(read.length === 0 ? [] : [`text: ${read.join(' / ')}`]),
  ]
  return parts.length === 0 ? null : parts.join('; ')
}

/** What a model reads as the caption of a post: what people wrote and what is printed in the picture, or the plain line. */
export function captionLine(caption: string | null, findings: PictureFindings): string | null {
  if (caption === null) return describeFindings(findings)
  const printed = describeFindings({ regions: [], faces: 0, texts: findings.texts })
  return printed === null ? caption : `${caption}; ${printed}`
}

/** The detector counts up to two reliably; beyond that it is "several". */
function counted(label: string, count: number): string {
  if (count === 1) return `${/^[aeiou]/u.test(label) ? 'an' : 'a'} ${label}`
  return `${count === 2 ? 'two' : 'several'} ${plural(label)}`
}

const IRREGULAR: Readonly<Record<string, string>> = {
  person: 'people',
  mouse: 'mice',
  knife: 'knives',
  sheep: 'sheep',
  skis: 'skis',
  scissors: 'scissors',
}

function plural(label: string): string {
  const known = IRREGULAR[label]
  if (known !== undefined) return known
  return /(?:s|sh|ch|x)$/u.test(label) ? `${label}es` : `${label}s`
}
