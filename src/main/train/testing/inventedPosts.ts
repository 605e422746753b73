/** Twenty posts of ours in CoNLL columns; names and frames decide the type. */
export function inventedPosts(): string {
  const people = ['Ada Berg', 'Ines', 'Tom Okafor', 'Mira Lind', 'Jun']
  const places = ['Velden', 'Port Arlo', 'Kesh', 'Nordhafen', 'Little Mull']
  const teams = ['Velden United', 'Orbit Labs', 'The Lanterns', 'Quay Radio', 'Zest']
  const posts = people.flatMap((person, index) => [
    `saw ${tagged(person, 'PER')} today !`,
    `a weekend in ${tagged(places[index] ?? '', 'LOC')}`,
    `so ${tagged(teams[index] ?? '', 'ORG')} won again`,
    'nothing to see here',
  ])
  return posts
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
