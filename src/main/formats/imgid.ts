import { quoted } from '../../shared/domain/visibleText.ts'
import type { StoredPost } from '../store/types.ts'
import { FileFault } from './fileFault.ts'
import { hasImgidHeader } from './imgidHeader.ts'
import { columnsOf, labelColumn, tokenLines } from './imgidColumns.ts'
import { ImgidRecords, isHeader, pictureOfId } from './imgidRecords.ts'
import type { ImgidLayout } from './imgidRecords.ts'
import { lineBatches } from './lineReader.ts'
import type { PostFormat } from './postFormat.ts'
import type { RecordWriter, WrittenPost } from './postWriter.ts'
import { wholeLines } from './sample.ts'
import type { Sample } from './sample.ts'

/**
 * The format of Twitter-2015/2017: `IMGID:<picture>`, then `token TAB tag` lines, then a blank line. The fine-grained files
 * of GMNER have a third column of tags, which is kept and written back.
 *
 * Nothing is trimmed and nothing is parsed as a number: a token may be a no-break space, a zero-width space or a
 * variation selector, so a line is split at its last TAB alone. What makes a file differ from the plain form (blank
 * lines, line endings, a header with spaces) is kept in `layout.imgid`, so that the writer gives the same bytes back.
 */
export const imgid: PostFormat = {
  name: 'imgid',
  title: 'IMGID blocks of token TAB tag',

  matches(sample) {
    if (!hasImgidHeader(sample)) return null
    const first = wholeLines(sample)[0] ?? sample.lines.find((line) => line.trim() !== '')
    const fine = hasFineTags(sample)
    return {
      certainty: first !== undefined && isHeader(first) ? 'sure' : 'likely',
      as: `IMGID blocks of token TAB tag${fine ? ' TAB fine tag' : ''}`,
    }
  },

  columnChoices: (sample) => (hasFineTags(sample) ? { parts: ['tag'], columns: ['2', '3'] } : null),

  columnParts: () => ['tag'],

  async *read(source, options) {
    const chosen = options.columns?.['tag']
    const column = labelColumn(chosen)
    if (column === null)
      throw new FileFault(
        source.name,
        `the column ${quoted(chosen ?? '')} of an IMGID file holds no tags`,
        '2, or 3 for the fine tags of GMNER',
        'Choose one of these columns (--columns tag=2), or name another format (--format)',
      )
    const records = new ImgidRecords(column, options.scheme)
    for await (const batch of lineBatches(source, options)) {
      for (const line of batch) records.push(line)
      yield records.take()
    }
    records.end()
    yield records.take()
  },

  variants: [{ name: 'imgid', extension: 'txt', carries: ['id', 'tokens', 'picture', 'columns'] }],

  refuses({ post, tags }) {
    return headerFault(post) ?? tokenFault(post) ?? tagFault(tags ?? [])
  },
  pictureName: ({ externalId }) => pictureOfId(externalId),
  open: ({ bom }) => new ImgidFile(bom),
}

function hasFineTags(sample: Sample): boolean {
  const tokens = wholeLines(sample).filter((line) => !isHeader(line))
  return columnsOf(tokens, 'fine') === 'fine'
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

/** Text of an IMGID file, record by record. */
export class ImgidFile implements RecordWriter {
  #lead: string
  #last: StoredPost | null = null
  #open = false

  constructor(bom: boolean) {
    this.#lead = bom ? '\ufeff' : ''
  }

  record(written: WrittenPost): string {
    const { post } = written
    const layout = layoutOf(post)
    const lines = [
      ...(layout.before ?? []),
      layout.header ?? `IMGID:${post.externalId}`,
      ...tokenLines(written),
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
