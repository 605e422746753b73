import type { ImportedPost } from '../../../shared/domain/post.ts'
import { importedPost } from '../../store/store.fixture.ts'

/** A post whose words stand in its text as `text` has them, one behind the other. */
function post(id: string, text: string, words: readonly [word: string, tag: string][]): ImportedPost {
  const offsets: number[] = []
  let at = 0
  for (const [word] of words) {
    const start = text.indexOf(word, at)
    at = start + word.length
    offsets.push(start, at)
  }
  const tokens = words.map(([word]) => word)
  return { ...importedPost('x'), externalId: id, text, tokens, offsets, tags: words.map(([, tag]) => tag) }
}

/** Posts each of which some format cannot hold. */
export const HARD_POSTS: readonly ImportedPost[] = [
  post('plain', 'Ada is here', [
    ['Ada', 'B-PER'],
    ['is', 'O'],
    ['here', 'O'],
  ]),
  post('space in a word', 'in New York now', [
    ['in', 'O'],
    ['New York', 'B-LOC'],
    ['now', 'O'],
  ]),
  post('TAB in a word', 'a\tb c', [
    ['a\tb', 'O'],
    ['c', 'B-PER'],
  ]),
  post('line break in a word', 'a\nb c', [
    ['a\nb', 'O'],
    ['c', 'B-PER'],
  ]),
  post('part of a word', 'unParisian art', [
    ['un', 'O'],
    ['Paris', 'B-LOC'],
    ['ian', 'O'],
    ['art', 'O'],
  ]),
  post('words that touch', 'Oslo, now', [
    ['Oslo', 'B-LOC'],
    [',', 'O'],
    ['now', 'O'],
  ]),
  post('word that begins documents', '-DOCSTART- Ada', [
    ['-DOCSTART-', 'O'],
    ['Ada', 'B-PER'],
  ]),
  post('two spaces', 'Ada  Berg', [
    ['Ada', 'B-PER'],
    ['Berg', 'I-PER'],
  ]),
  post('space before', ' Ada ran', [
    ['Ada', 'B-PER'],
    ['ran', 'O'],
  ]),
  post('line break between words', 'Ada\nran', [
    ['Ada', 'B-PER'],
    ['ran', 'O'],
  ]),
  post('line break in a span', 'Ada\nBerg ran', [
    ['Ada', 'B-PER'],
    ['Berg', 'I-PER'],
    ['ran', 'O'],
  ]),
  post('word of no-break space', 'a \u00a0 b', [
    ['a', 'B-PER'],
    ['\u00a0', 'O'],
    ['b', 'O'],
  ]),
  post('type with space', 'Hamlet ran', [
    ['Hamlet', 'B-creative work'],
    ['ran', 'O'],
  ]),
  post('type that is a mark', 'Ada ran', [
    ['Ada', 'B-*'],
    ['ran', 'O'],
  ]),
  post('type with brackets', 'Ada ran', [
    ['Ada', 'B-a[1]|b'],
    ['ran', 'O'],
  ]),
  post('word nobody annotated', 'Ada ran here', [
    ['Ada', 'B-PER'],
    ['ran', '-'],
    ['here', 'O'],
  ]),
  post('orphan I', 'Ada ran', [
    ['Ada', 'I-PER'],
    ['ran', 'O'],
  ]),
  post('half a flag', '🇳🇴🇸🇪 ran', [
    ['🇳🇴', 'B-LOC'],
    ['🇸🇪', 'B-LOC'],
    ['ran', 'O'],
  ]),
]
