import { spansFromTags } from '../../shared/domain/bio.ts'
import type { JsonObject } from '../../shared/domain/json.ts'
import { fromIob2, isTag } from '../../shared/domain/tagScheme.ts'
import type { StoredPost } from '../store/types.ts'
import type { Line } from './lineReader.ts'
import { markedAgain } from './markedTags.ts'
import type { WrittenPost } from './postWriter.ts'
import { quoted } from './problemText.ts'

/**
 * Which columns the lines of an IMGID record have: `token TAB tag`, or as in the fine-grained files of GMNER
 * `token TAB coarse tag TAB fine tag`, of which one is read as the labels and the other is kept beside them.
 */
export type ImgidColumns = 'tag' | 'coarse' | 'fine'

/** Keys of `meta` under which the tags of the other column are kept, a tag a token. */
const OTHER_KEY = { tag: null, coarse: 'fineTags', fine: 'coarseTags' } as const

/** Keys of `meta` that a file of this format has a column for. */
export const COLUMN_KEYS: readonly string[] = [OTHER_KEY.coarse, OTHER_KEY.fine]

/** Which of two columns of tags is labelled by, as the choice of the column's number says; null: it chooses no such column. */
export function labelColumn(chosen: string | undefined): 'coarse' | 'fine' | null {
  if (chosen === undefined || chosen === '2') return 'coarse'
  return chosen === '3' || chosen === 'last' ? 'fine' : null
}

/** The columns of a record: three where most of its lines have them. */
export function columnsOf(tokenLines: readonly string[], label: 'coarse' | 'fine'): ImgidColumns {
  const three = tokenLines.filter(hasThreeColumns).length
  return three * 2 > tokenLines.length ? label : 'tag'
}

function hasThreeColumns(text: string): boolean {
  if (!text.includes('\t', text.indexOf('\t') + 1)) return false
  const [token = '', ...tags] = text.split('\t')
  return token !== '' && tags.length === 2 && tags.every(isTag)
}

export interface TokenLine {
  readonly token: string
  readonly tag: string
  /** The tag of the column that is not labelled by; null: there is none. */
  readonly other: string | null
}

/** A line as its columns say, or why it is none. */
export function readTokenLine(
  line: Line,
  columns: ImgidColumns,
): TokenLine | { readonly found: string; readonly expected: string | null } {
  if (line.fault !== null) return { found: line.fault, expected: null }
  return columns === 'tag' ? twoColumns(line.text) : threeColumns(line.text, columns)
}

/** What begins a post; a file that ended without a line break may have been put before another. */
export const HEADER = 'IMGID:'

const BROKEN = 'a line break between them'

const TWO = 'token, TAB, tag (for example B-PER)'

/** Split at the last TAB alone: a token may hold others. */
function twoColumns(text: string): ReturnType<typeof readTokenLine> {
  const at = text.lastIndexOf('\t')
  if (at < 0) return { found: `the token ${quoted(text)} has no tag`, expected: TWO }
  if (at === text.length - 1)
    return { found: `the token ${quoted(text.slice(0, at))} has no tag`, expected: TWO }
  if (at === 0) return { found: `the tag ${quoted(text.slice(1))} has no token`, expected: TWO }
  const columns = text.split('\t')
  if (columns.length > 2 && columns.slice(1).every(isTag))
    return { found: `${columns.length} columns, of which ${columns.length - 1} hold tags`, expected: TWO }
  const tag = text.slice(at + 1)
  if (tag.includes(HEADER))
    return { found: `${quoted(tag)} is a tag and the header of the next post`, expected: BROKEN }
  return { token: text.slice(0, at), tag, other: null }
}

function threeColumns(text: string, columns: 'coarse' | 'fine'): ReturnType<typeof readTokenLine> {
  const [token = '', coarse = '', fine = '', ...more] = text.split('\t')
  if (fine.includes(HEADER))
    return { found: `${quoted(fine)} is a tag and the header of the next post`, expected: BROKEN }
  if (token === '' || coarse === '' || fine === '' || more.length > 0)
    return {
      found: `${quoted(text)} has not the three columns of its post`,
      expected: 'token, TAB, tag, TAB, fine tag',
    }
  return columns === 'coarse' ? { token, tag: coarse, other: fine } : { token, tag: fine, other: coarse }
}

/** The tags of the other column as `meta` keeps them; null: there are none. */
export function otherTagsMeta(columns: ImgidColumns, others: readonly string[]): JsonObject | null {
  const key = OTHER_KEY[columns]
  return key === null || others.length === 0 ? null : { [key]: others }
}

/**
 * The lines of a post, with the other column where it has one. A span that keeps its type at its first word keeps what
 * the other column called it, whatever its new end; any other span is called there as it is called here.
 */
export function tokenLines(written: WrittenPost): string[] {
  const { post } = written
  const tags = markedAgain(written, 'imgid')
  const own = post.tokens.map((_, index) => tags?.[index] ?? 'O')
  const other = otherTags(post)
  if (other === null) return post.tokens.map((token, index) => `${token}\t${own[index] ?? 'O'}`)
  const beside = written.asRead ? other.tags : renamedTags(written, other.tags)
  const [coarse, fine] = other.key === OTHER_KEY.coarse ? [own, beside] : [beside, own]
  return post.tokens.map((token, index) => `${token}\t${coarse[index] ?? 'O'}\t${fine[index] ?? 'O'}`)
}

/** The other column of a post; null: it has none for each of its tokens. */
function otherTags({
  meta,
  tokens,
}: StoredPost): { readonly key: string; readonly tags: readonly string[] } | null {
  for (const key of COLUMN_KEYS) {
    const tags = meta?.[key]
    if (Array.isArray(tags) && tags.length === tokens.length && tags.every(isColumn))
      return { key, tags: tags as readonly string[] }
  }
  return null
}

function isColumn(tag: unknown): boolean {
  return typeof tag === 'string' && /^[^\t\r\n]+$/u.test(tag)
}

function renamedTags(
  { post, tags, spans, scheme }: WrittenPost,
  other: readonly string[],
): readonly string[] {
  const before = spansFromTags(post.tags ?? [])
  const renamed = post.tokens.map((_, index) => tags?.[index] ?? 'O')
  for (const { start, end, type } of spans) {
    const same = before.find((each) => each.start === start && each.type === type)
    const name = same === undefined ? null : typeOf(other[start] ?? 'O')
    if (name === null || name === '') continue
    for (let token = start; token < end; token++) renamed[token] = `${token === start ? 'B' : 'I'}-${name}`
  }
  return fromIob2(renamed, scheme ?? 'iob2')
}

/** The type of a tag of any scheme; empty: it has none. */
function typeOf(tag: string): string {
  return isTag(tag) ? tag.slice(2) : ''
}
