import { quoted } from '../../shared/domain/visibleText.ts'
import type { StoredPost } from '../store/types.ts'
import type { PostWriter, RecordWriter, WrittenPost } from './exportTypes.ts'

/** How the reader of the format found a record to differ from the plain form; see `layout.imgid` there. */
interface ImgidLayout {
  readonly header?: string
  readonly before?: readonly string[]
  readonly after?: readonly string[]
  readonly crlf?: boolean
  readonly endings?: string
  readonly tab?: boolean
}

/** `IMGID:<id>`, `token TAB tag` lines, a blank line; records that came from such a file get their own layout back. */
export const imgidWriter: PostWriter = {
  name: 'imgid',
  refuses({ post, tags }) {
    if (tags === null) return 'it has no labels yet'
    return headerFault(post) ?? tokenFault(post) ?? tagFault(tags)
  },
  open: ({ bom }) => new ImgidRecords(bom),
}

function headerFault({ externalId }: StoredPost): string | null {
  if (/[\t\n]|\r$/u.test(externalId)) return `its id ${quoted(externalId)} holds a TAB or a line break`
  if (externalId === '' || externalId !== externalId.trim())
    return `its id ${quoted(externalId)} is empty or has space around it`
  return null
}

function tokenFault(post: StoredPost): string | null {
  const asRead = layoutOf(post).tab === true
  for (const [index, token] of post.tokens.entries()) {
    if (token === '') return `token ${index + 1} is empty`
    if (token.includes('\n') || (token.includes('\t') && !asRead))
      return `token ${index + 1}, ${quoted(token)}, holds a TAB or a line break`
  }
  return null
}

function tagFault(tags: readonly string[]): string | null {
  const tag = tags.find((each) => each === '' || /[\t\n]|\r$/u.test(each))
  return tag === undefined ? null : `its tag ${quoted(tag)} is empty or holds a TAB or a line break`
}

class ImgidRecords implements RecordWriter {
  #lead: string
  #last: StoredPost | null = null
  #open = false

  constructor(bom: boolean) {
    this.#lead = bom ? '\ufeff' : ''
  }

  record({ post, tags }: WrittenPost): string {
    const layout = layoutOf(post)
    const lines = [
      ...(layout.before ?? []),
      layout.header ?? `IMGID:${post.externalId}`,
      ...post.tokens.map((token, index) => `${token}\t${tags?.[index] ?? 'O'}`),
      ...(layout.after ?? ['']),
    ]
    const text = lines.map((line, index) => line + endingOf(layout, index)).join('')
    const lead = this.#lead + this.#separator(post)
    this.#lead = ''
    this.#last = post
    // A record without a blank line behind it is whole only where its own successor follows.
    this.#open = layout.after?.length === 0 || !text.endsWith('\n')
    return lead + text
  }

  end(): string {
    return ''
  }

  #separator(next: StoredPost): string {
    const last = this.#last
    if (last === null || !this.#open) return ''
    if (last.fileId === next.fileId && last.position + 1 === next.position) return ''
    const { after, endings } = layoutOf(last)
    const unended = endings?.endsWith('n') === true ? '\n' : ''
    return unended + (after?.length === 0 ? '\n' : '')
  }
}

function layoutOf(post: StoredPost): ImgidLayout {
  return (post.layout?.['imgid'] ?? {}) as ImgidLayout
}

function endingOf(layout: ImgidLayout, index: number): string {
  if (layout.crlf === true) return '\r\n'
  const letter = layout.endings?.[index]
  if (letter === 'c') return '\r\n'
  return letter === 'n' ? '' : '\n'
}
