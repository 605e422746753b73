const PEOPLE = [
  ...['Ada Berg', 'Ines', 'Tom Okafor', 'Mira Lind', 'Jun', 'Bo Castell', 'Zara', 'Lev Marin', 'Oona'],
  ...['Pia Dorn', 'Karim', 'Wendel Foss', 'Tilda'],
]
const PLACES = [
  ...['Velden', 'Port Arlo', 'Kesh', 'Nordhafen', 'Little Mull', 'Ostmoor', 'Cape Linna', 'Brasco', 'Tarn'],
  ...['Upper Wick', 'Selva', 'Mount Irre', 'Dunmoor'],
]
const TEAMS = [
  ...[
    'Velden United',
    'Orbit Labs',
    'The Lanterns',
    'Quay Radio',
    'Zest',
    'Harbour Nine',
    'Fennel',
    'Kitemen',
  ],
  ...['Blue Anvil', 'Norrland FC', 'Pebble', 'The Moths', 'Sundial'],
]

/** Posts of ours in CoNLL columns, at most 52; names and frames decide the type. */
export function inventedPosts(count = 20): string {
  const posts = PEOPLE.flatMap((person, index) => [
    `saw ${tagged(person, 'PER')} today !`,
    `a weekend in ${tagged(PLACES[index] ?? '', 'LOC')}`,
    `so ${tagged(TEAMS[index] ?? '', 'ORG')} won again`,
    'nothing to see here',
  ])
  return posts
    .slice(0, count)
    .map((post) =>
      post.replaceAll(/(\S+)/gu, (word) => (word.includes('|') ? word.replace('|', '\t') : `${word}\tO`)),
    )
    .map((post) => post.replaceAll(' ', '\n'))
    .join('\n\n')
}

const tagged = (name: string, type: string): string =>
  name
    .split(' ')
    .map((part, index) => `${part}|${index === 0 ? 'B' : 'I'}-${type}`)
    .join(' ')
