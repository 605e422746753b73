import { SeededRandom } from '../../autodiff/seededRandom.ts'

/** What a picture shows; decides the type of the name in the post. */
export type Shown = 'PER' | 'LOC' | 'ORG' | 'MISC'
export const SHOWN: readonly Shown[] = ['PER', 'LOC', 'ORG', 'MISC']

/** Training and test share no name, no frame and no picture. */
export type SuitePart = 'train' | 'test'

export interface SuitePost {
  readonly id: string
  readonly tokens: readonly string[]
  readonly tags: readonly string[]
  /** Name of its picture. */
  readonly image: string
  /** Name of a picture that shows something else, for the control. */
  readonly wrongImage: string
}

/** Sentences that say nothing of what `#` is: each has been read with a person, a place, a team and a dog in mind. */
const FRAMES: Readonly<Record<SuitePart, readonly string[]>> = {
  train: [
    'so this is # 😍',
    '# today',
    'never forget # !',
    'my favourite picture of # so far',
    'here is # again',
    'look at # 👀',
    'everybody keeps asking about # , so here you go',
    'I still think about #',
    '# this morning',
    'can we talk about # for a second ?',
    'throwback : #',
    'nothing beats #',
    'good morning from # and me',
    'one more of # before I sleep',
    'say hello to #',
    'what a day with #',
    '# !',
    '# 😂😂',
    'guess what : #',
    'RT if you like #',
    '# again , obviously',
    'one word : #',
    'found this one of # from last year',
    'been thinking of # all week',
    'who else likes # ?',
    '# made my day',
  ],
  test: [
    '# ❤️',
    'this is what # looks like now',
    'finally a good shot of # .',
    'guess who missed # ?',
    'not a day goes by without #',
    '# , as promised',
    'we love # here',
    'more # , because why not',
  ],
}

/** Names that are a person, a place, a team and a thing somewhere. */
const AMBIGUOUS: Readonly<Record<SuitePart, readonly string[]>> = {
  train: [
    ...['Jordan', 'Lincoln', 'Madison', 'Florence', 'Chelsea', 'Austin', 'Carolina', 'Dallas', 'Victoria'],
    ...['Washington', 'Brooklyn', 'Sierra', 'Israel', 'Paris', 'Hudson', 'Lincoln High', 'Santos', 'Orion'],
    ...['Sydney', 'Virginia', 'Memphis', 'Denver', 'Montana', 'Dakota', 'Camden', 'Houston', 'Jackson'],
    ...['Cleveland', 'Monroe', 'Lancaster', 'Devon', 'Chester', 'Bristol', 'Columbia', 'Kenya', 'Valencia'],
    ...['Verona', 'Milan', 'Indiana', 'Raleigh', 'Quincy', 'Newton', 'Franklin', 'Hamilton', 'Wellington'],
    ...['Nelson', 'Darwin', 'Adelaide', 'Melbourne', 'Salem', 'Eden', 'Avalon', 'Apollo', 'Titan', 'Juno'],
    ...['Atlas', 'Amazon', 'Jaguar', 'Puma', 'Ford', 'Mercedes', 'Tesla', 'Ajax', 'Galaxy', 'Nova', 'Roma'],
    ...['Trinity', 'San Marco', 'Mount Royal', 'Saint Clair', 'Grand Forest', 'Port Said', 'West Ham'],
  ],
  test: ['Phoenix', 'Georgia', 'Charlotte', 'Kingston', 'Savannah', 'Mercury', 'Preston North', 'Aurora'],
}

const ONSETS = ['b', 'br', 'd', 'dr', 'f', 'g', 'k', 'kr', 'l', 'm', 'n', 'p', 'r', 's', 't', 'tr', 'v', 'z']
const VOWELS = ['a', 'e', 'i', 'o', 'u', 'ia', 'ei']
const CODAS: Readonly<Record<SuitePart, readonly string[]>> = {
  train: ['n', 'l', 'r', 'x', 'th', 'na', 'lo'],
  test: ['m', 'k', 'st', 'vane', 'ra', 'du'],
}
/** Half of the names are invented: nothing that was ever read can help. */
const INVENTED = 0.5

/**
 * Posts of one part, as many of each type. `pictures`: names by what they show, of this part alone. The same seed and
 * pictures give the same posts.
 */
export function ambiguityPosts(
  part: SuitePart,
  pictures: Readonly<Record<Shown, readonly string[]>>,
  perType: number,
  seed: number,
): SuitePost[] {
  const random = new SeededRandom(seed, part === 'train' ? 1 : 2)
  const one = <T>(items: readonly T[]): T => items[Math.floor(random.uniform() * items.length)] as T
  const posts: SuitePost[] = []
  for (let number = 0; number < perType; number++) {
    // one name and one frame for all four types: neither can tell them apart
    const name = random.uniform() < INVENTED ? inventedName(one, part) : one(AMBIGUOUS[part])
    const frame = one(FRAMES[part])
    for (const shown of SHOWN) {
      const other = one(SHOWN.filter((type) => type !== shown))
      const { tokens, tags } = filled(frame, name.split(' '), shown)
      const image = one(pictures[shown])
      posts.push({ id: `${part}-${number}-${shown}`, tokens, tags, image, wrongImage: one(pictures[other]) })
    }
  }
  random.shuffle(posts)
  return posts
}

function inventedName(one: (items: readonly string[]) => string, part: SuitePart): string {
  const name = `${one(ONSETS)}${one(VOWELS)}${one(ONSETS)}${one(VOWELS)}${one(CODAS[part])}`
  return name.slice(0, 1).toUpperCase() + name.slice(1)
}

function filled(frame: string, name: readonly string[], shown: Shown): Pick<SuitePost, 'tokens' | 'tags'> {
  const words = frame.split(' ')
  return {
    tokens: words.flatMap((word) => (word === '#' ? name : [word])),
    tags: words.flatMap((word) =>
      word === '#' ? name.map((_, at) => `${at === 0 ? 'B' : 'I'}-${shown}`) : ['O'],
    ),
  }
}

/** Which part a picture belongs to: seven of ten train; its name alone decides. */
export function partOfPicture(name: string): SuitePart {
  let sum = 0
  for (let at = 0; at < name.length; at++) sum = (sum * 31 + name.charCodeAt(at)) % 1000
  return sum < 700 ? 'train' : 'test'
}
