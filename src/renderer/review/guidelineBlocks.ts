import type { LabelDefinition } from '../../shared/domain/labels.ts'

/** A run of characters of one look. */
export type Inline =
  | { readonly kind: 'text' | 'strong' | 'em' | 'code'; readonly text: string }
  /** An example: the post of this id in its data set. */
  | { readonly kind: 'post'; readonly text: string; readonly externalId: string }

export type Block =
  | {
      readonly kind: 'heading'
      readonly level: number
      readonly inlines: readonly Inline[]
      /** The type of span this part is about; null: all. */
      readonly type: string | null
    }
  | { readonly kind: 'paragraph'; readonly inlines: readonly Inline[] }
  | { readonly kind: 'list'; readonly ordered: boolean; readonly items: readonly (readonly Inline[])[] }

const HEADING = /^(#{1,4})\s+(.+)$/u
const BULLET = /^\s*[-*]\s+(.+)$/u
const NUMBER = /^\s*\d+[.)]\s+(.+)$/u
/** Links to posts, then bold, italic, code; anything else is text, other links too: the page opens no other address. */
const INLINE = /\[([^\]]+)\]\(post:([^)\s]+)\)|\*\*([^*]+)\*\*|\*([^*]+)\*|`([^`]+)`/gu

/** The plain part of Markdown that guidelines need: headings, paragraphs, lists, emphasis, and links to posts. */
export function guidelineBlocks(markdown: string, labels: readonly LabelDefinition[]): readonly Block[] {
  const blocks: Block[] = []
  const open: Open = { words: [], items: [], ordered: false }
  for (const line of markdown.split(/\r?\n/u)) {
    const [, marks, title] = HEADING.exec(line) ?? []
    const ordered = NUMBER.test(line)
    const item = BULLET.exec(line)?.[1] ?? NUMBER.exec(line)?.[1]
    if (marks !== undefined && title !== undefined) {
      close(open, blocks)
      const inlines = inlinesOf(title)
      blocks.push({ kind: 'heading', level: marks.length, inlines, type: typeOf(title, labels) })
    } else if (item !== undefined) {
      if (open.items.length === 0 || open.ordered !== ordered) close(open, blocks)
      open.ordered = ordered
      open.items.push(item)
    } else if (line.trim() === '') close(open, blocks)
    else if (open.items.length === 0) open.words.push(line.trim())
    else open.items.push(`${open.items.pop() ?? ''} ${line.trim()}`)
  }
  close(open, blocks)
  return blocks
}

/** The paragraph or the list that the next line may go on with. */
interface Open {
  words: string[]
  items: string[]
  ordered: boolean
}

function close(open: Open, blocks: Block[]): void {
  if (open.words.length > 0) blocks.push({ kind: 'paragraph', inlines: inlinesOf(open.words.join(' ')) })
  if (open.items.length > 0)
    blocks.push({ kind: 'list', ordered: open.ordered, items: open.items.map(inlinesOf) })
  open.words = []
  open.items = []
}

/** A heading is about a type when it opens with its name or its title. */
function typeOf(title: string, labels: readonly LabelDefinition[]): string | null {
  const first = (name: string): boolean =>
    title.toLowerCase().startsWith(name.toLowerCase()) && !/^[\p{L}\p{N}]/u.test(title.slice(name.length))
  return labels.find((label) => first(label.name) || first(label.title))?.name ?? null
}

export function inlinesOf(text: string): Inline[] {
  const inlines: Inline[] = []
  let at = 0
  const plain = (end: number): void => {
    if (end > at) inlines.push({ kind: 'text', text: text.slice(at, end) })
  }
  for (const match of text.matchAll(INLINE)) {
    const [all, words, post, strong, em, code] = match
    plain(match.index)
    at = match.index + all.length
    if (words !== undefined && post !== undefined)
      inlines.push({ kind: 'post', text: words, externalId: decodedId(post) })
    else if (strong !== undefined) inlines.push({ kind: 'strong', text: strong })
    else if (em !== undefined) inlines.push({ kind: 'em', text: em })
    else inlines.push({ kind: 'code', text: code ?? '' })
  }
  plain(text.length)
  return inlines
}

function decodedId(written: string): string {
  try {
    return decodeURIComponent(written)
  } catch {
    return written
  }
}

/** A link to a post, as it stands in guidelines; its words are the first of the text. */
export function exampleLink({
  externalId,
  text,
}: {
  readonly externalId: string
  readonly text: string
}): string {
  const words = text.replaceAll(/[[\]\s]+/gu, ' ').trim()
  const shown = words.length > 60 ? `${words.slice(0, 60).trimEnd()}…` : words
  const id = encodeURIComponent(externalId).replaceAll(/[()]/gu, (sign) => (sign === '(' ? '%28' : '%29'))
  return `[${shown === '' ? externalId : shown}](post:${id})`
}

/** What to begin with: a part for each type. */
export function emptyGuidelines(labels: readonly LabelDefinition[]): string {
  return labels
    .map(({ name, title }) => `## ${name} · ${title}\n\nWhat is one, what is none, examples.\n`)
    .join('\n')
}
