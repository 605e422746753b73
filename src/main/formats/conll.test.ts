import { describe, expect, it } from 'vitest'
import type { ImportedPost } from '../../shared/domain/post.ts'
import { importedPost } from '../store/store.fixture.ts'
import { bytesSource } from './byteSource.ts'
import { conll } from './conll.ts'
import { readSample } from './sample.ts'
import { readAll } from './testing/readAll.ts'
import { optionsFor, storedPost, writeAll, writtenPost } from './testing/written.ts'

const brief = async (content: string, columns?: Record<string, string>): Promise<unknown[]> =>
  (await readAll(conll, content, { name: 'set.conll', columns: columns ?? null })).posts.map((post) => [
    post.externalId,
    post.tokens.join(' '),
    post.tags?.join(' '),
    post.line,
  ])

const takenFor = async (content: string): Promise<string | null> =>
  conll.matches(await readSample(bytesSource('set.conll', content), null))?.as ?? null

describe('conll', () => {
  it('reads token TAB tag TAB published tag, blank line between sentences', async () => {
    const content = 'In\tO\tO\nOslo\tB-LOC\tB-city\n\n\n010\tB-MISC\tI-MISC\n'
    expect(await brief(content)).toEqual([
      ['set-1', 'In Oslo', 'O B-LOC', 1],
      ['set-2', '010', 'B-MISC', 5],
    ])
    expect(await brief(content, { tag: 'last' })).toMatchObject([['set-1', 'In Oslo', 'O B-city', 1], {}])
    expect(await takenFor(content)).toBe('a token a line, columns by tab, IOB2 (BIO) tags in column 2')
  })

  it('reads CoNLL-2003 columns, with and without a blank line after -DOCSTART-', async () => {
    const content =
      '-DOCSTART- -X- -X- O\n\nAda NNP I-NP I-PER\nis VBZ I-VP O\n\n-DOCSTART- -X- O\nOslo NNP I-NP B-LOC\n'
    expect(await brief(content)).toEqual([
      ['set-1', 'Ada is', 'I-PER O', 3],
      ['set-2', 'Oslo', 'B-LOC', 7],
    ])
    expect(await takenFor(content)).toBe(
      'a token a line, columns by space, IOB2 (BIO) tags in the last column',
    )
  })

  describe('where entities begin with I-', () => {
    const schemeOfRead = async (content: string, scheme: 'iob2' | null = null): Promise<unknown> => {
      const { posts, findings } = await readAll(conll, content, { name: 'set.conll', scheme })
      return [posts.map(({ tags }) => tags?.join(' ')), findings.map(({ found }) => found)]
    }
    const told = 'entities begin with `I-` and none with `B-`'
    const one = '-DOCSTART- -X- -X- O\n\nAda NNP I-NP I-PER\nBerg NNP I-NP I-PER\nran VBD I-VP O\n'
    const two = `${one}\nOslo NNP I-NP I-LOC\n`

    it('reads IOB1 where no tag is B-, and says that IOB2 is possible', async () => {
      expect(await schemeOfRead(two)).toEqual([['B-PER I-PER O', 'B-LOC'], [told]])
      const { findings } = await readAll(conll, two, { name: 'set.conll' })
      expect(findings).toMatchObject([
        { severity: 'warning', line: null, advice: /--scheme iob1.+--scheme iob2/u },
      ])
      expect(await takenFor(two)).toContain('IOB1 tags')
    })

    it('keeps the tags where a person names IOB2', async () => {
      expect(await schemeOfRead(two, 'iob2')).toEqual([['I-PER I-PER O', 'I-LOC'], []])
    })

    it('has nothing to say where B- stands between entities that touch', async () => {
      expect(await schemeOfRead(`${one}\nOslo NNP I-NP I-LOC\nBergen NNP I-NP B-LOC\n`)).toEqual([
        ['B-PER I-PER O', 'B-LOC B-LOC'],
        [],
      ])
    })

    it('keeps slips of IOB2 as they are', async () => {
      expect(await schemeOfRead(one)).toEqual([['I-PER I-PER O'], []])
      expect(await schemeOfRead(`${one}\nOslo NNP I-NP B-LOC\n`)).toEqual([['I-PER I-PER O', 'B-LOC'], []])
    })

    it('does not take the beginning of a long file for the whole', async () => {
      const words = 'ran VBD I-VP O\n\n'.repeat(5000)
      expect(await schemeOfRead(`${two}\n${words}Oslo NNP I-NP B-LOC\n`)).toMatchObject([
        { 0: 'I-PER I-PER O', 1: 'I-LOC', 5002: 'B-LOC' },
        [],
      ])
      const five = await readAll(conll, `${`${one}\n`.repeat(5)}${words}`, { name: 'set.conll' })
      expect(five.findings.map(({ found }) => found)).toEqual([`${told} in its first lines`])
    })
  })

  it('keeps a no-break space as a token', async () => {
    expect(await brief('\u00a0\tO\nAda\tB-PER\n')).toEqual([['set-1', '\u00a0 Ada', 'O B-PER', 1]])
  })

  it.each(conll.variants)(
    'gives back words of other space in $name, and refuses those of space',
    async (variant) => {
      const options = optionsFor(variant)
      const writtenOf = (...tokens: string[]) =>
        writtenPost({ ...storedPost(importedPost('1'), 1), tokens, tags: tokens.map(() => 'O') })
      const odd = ['a\u00a0b', '\u00a0', '\u2028', '\u3000', '\u0085', '\u2003é']
      const written = [writtenOf(...odd), writtenOf('\u00a0'), writtenOf('Ada', '\ufeff')]
      expect(written.map((each) => conll.refuses(each, options))).toEqual([null, null, null])
      const text = String(writeAll(conll, options, written).get(''))
      expect((await readAll(conll, text)).posts.map(({ tokens }) => tokens)).toEqual([
        odd,
        ['\u00a0'],
        ['Ada', '\ufeff'],
      ])
      for (const token of ['New York', ' ', 'a\tb', 'a\nb', '', '\ufeffAda'])
        expect(conll.refuses(writtenOf(token), options)).toMatch(/^token 1/u)
    },
  )

  it('writes lines back whose words hold a space, by TAB alone', async () => {
    const text = 'in\tO\nNew York\tB-LOC\n'
    const [post] = (await readAll(conll, text)).posts
    const written = writtenPost(storedPost(post as ImportedPost, 1))
    const options = optionsFor(conll.variants[0])
    expect(conll.refuses(written, options)).toBeNull()
    expect(String(writeAll(conll, options, [written]).get(''))).toBe(text)
    expect(conll.refuses(written, { ...options, delimiter: ' ' })).toMatch(/^token 2, `New York`/u)
  })

  it('tells a first token that begins with # from a comment', async () => {
    const tokensOf = async (content: string) =>
      (await readAll(conll, content, { name: 'set.conll' })).posts.map(({ tokens }) => tokens)
    expect(await tokensOf('#a=b\tO\né\tO\n\n#a=\tO\n')).toEqual([['#a=b', 'é'], ['#a=']])
    expect(await tokensOf('# sent_id = 3\nAda\tB-PER\n')).toEqual([['Ada']])
  })

  it('does not take other files for its own', async () => {
    expect(await takenFor('IMGID:1\na\tO\n')).toBeNull()
    expect(await takenFor('{"tokens": ["a"]}\n')).toBeNull()
    expect(await takenFor('id\tcaption\n')).toBeNull()
  })

  it('names the line that lacks a tag and refuses that sentence alone', async () => {
    const { posts, findings } = await readAll(conll, 'a\tO\nBerg\n\nb\tO\n')
    expect(posts.map((post) => post.tokens)).toEqual([['b']])
    expect(findings).toMatchObject([
      { line: 2, record: 1, found: '`Berg` has no token and tag where they should be' },
    ])
  })

  it('refuses a column that is no number', async () => {
    await expect(brief('a\tO\n', { tag: 'label' })).rejects.toThrow('The column `label` of the tag')
  })
})
