"""Writes the golden training steps that src/main/train/goldenSteps.test.ts compares the engine with.

    python3 tools/goldens/trainingStep.py          (needs PyTorch; Debian: python3-torch)

VSGN once more, in PyTorch and double precision, one post at a time and without padding: forward pass, CRF and alignment
loss, gradients by autograd, clipping, AdamW and the schedule by PyTorch. Inputs and parameters follow from their names
(`fill`), so the golden files hold results alone. Equation numbers are the paper's.
"""

import json
import math
import pathlib
import re

import torch
from torch.nn import functional as F

torch.set_default_dtype(torch.float64)
OUT = pathlib.Path(__file__).resolve().parents[2] / 'src' / 'main' / 'train' / 'goldens'

SMALL = {
    'types': ['PER', 'LOC'], 'hidden': 4, 'heads': 2, 'encoderLayers': 1, 'feedForward': 5, 'distanceLimit': 2,
    'patches': 4, 'regions': 2, 'latent': 3, 'topK': 2, 'window': 3, 'gcnLayers': 1, 'channelReduction': 2,
    'dropout': {'input': 0, 'layers': 0, 'output': 0},
}
CONFIGS = {
    'compact': {**SMALL, 'rowWidth': 3, 'extrasWidth': 2, 'patchWidth': 3, 'regionWidth': 3},
    'full': {
        **SMALL, 'textInput': 'pieces', 'rowWidth': 4, 'extrasWidth': 0, 'positions': 12, 'tableRows': 10,
        'patchWidth': 4, 'regionWidth': 4,
    },
}
DEFAULTS = {'textInput': 'words', 'edgeBalance': 0.5, 'alignmentTemperature': 0.5, 'channelTemperature': 1}
LABELS = ['O', 'B-PER', 'I-PER', 'B-LOC', 'I-LOC']
# words, pieces, first pieces and gold of each post; the same of its caption; regions; weight of the post
POSTS = [
    {'words': 5, 'pieces': 7, 'firsts': [1, 2, 3, 4, 5], 'gold': [0, 1, 2, 0, 3], 'weight': 1,
     'caption': {'words': 3, 'pieces': 5, 'firsts': [1, 2, 3]}, 'regions': 2, 'picture': True},
    {'words': 3, 'pieces': 6, 'firsts': [1, 3, 4], 'gold': [3, 4, 1], 'weight': 0.5,
     'caption': {'words': 2, 'pieces': 4, 'firsts': [1, 2]}, 'regions': 0, 'picture': False},
]
LONGEST = {'words': 5, 'pieces': 7, 'captionWords': 3, 'captionPieces': 5}
SETTINGS = {
    'deviationWeight': 0.7, 'alignmentWeight': 0.3, 'weightDecay': 0.01, 'clip': 0.5,
    'rates': {'encoder': 1e-3, 'new': 2e-3, 'head': 5e-3, 'table': 0},
    'adam': {'beta1': 0.9, 'beta2': 0.999, 'epsilon': 1e-6},
    'schedule': {'totalSteps': 4, 'warmUpSteps': 2, 'holdUntil': 0, 'finalShare': 0.1},
}


def fill(name, shape, amplitude, centre=0.0):
    """Values that follow from a name: of element i, ((31 i² + 7919 i + 104729 h) mod 10007) / 10007 spread evenly
    over centre ± amplitude and rounded to float32; h = Σ (k + 1) · code of character k, mod 10007."""
    h = sum((k + 1) * ord(c) for k, c in enumerate(name)) % 10007
    count = math.prod(shape)
    values = [((31 * i * i + 7919 * i + 104729 * h) % 10007 / 10007 - 0.5) * 2 * amplitude + centre for i in range(count)]
    return torch.tensor(values, dtype=torch.float32).double().reshape(shape)


def centre_of(name):
    if name == 'vsg.edge.balance':
        return math.log(math.expm1(0.5))
    return 1.0 if name.endswith('.scale') else 0.0


class Network:
    def __init__(self, config):
        self.c = {**DEFAULTS, **config}
        self.parameters = {}

    def get(self, name, *shape):
        if name not in self.parameters:
            self.parameters[name] = fill(name, shape, 0.6, centre_of(name)).requires_grad_()
        return self.parameters[name]

    # --- building blocks

    def project(self, name, x, width):
        return x @ self.get(f'{name}.weight', x.shape[-1], width) + self.get(f'{name}.bias', width)

    def plain(self, name, x, width):
        return x @ self.get(f'{name}.weight', x.shape[-1], width)

    def norm(self, name, x):
        d = x.shape[-1]
        return F.layer_norm(x, (d,), self.get(f'{name}.scale', d), self.get(f'{name}.shift', d), 1e-5)

    def attend(self, name, queries, keys, bias=None):
        d, heads = self.c['hidden'], self.c['heads']
        split = lambda x: x.reshape(x.shape[0], heads, d // heads).transpose(0, 1)
        q, k, v = (split(f(f'{name}.{part}', x, d)) for f, part, x in (
            (self.project, 'query', queries), (self.plain, 'key', keys), (self.project, 'value', keys)))
        scores = q @ k.transpose(1, 2) / math.sqrt(d // heads)
        weights = torch.softmax(scores if bias is None else scores + bias, -1)
        return self.project(f'{name}.output', (weights @ v).transpose(0, 1).reshape(-1, d), d)

    def feed_forward(self, name, x):
        inner = F.gelu(self.project(f'{name}.feed_forward.inner', x, self.c['feedForward']))
        return self.project(f'{name}.feed_forward.outer', inner, x.shape[-1])

    # --- (1), (5)

    def read(self, text):
        c, d = self.c, self.c['hidden']
        if c['textInput'] == 'words':
            x = self.project('input.rows', text['rows'], d) + self.plain('input.extras', text['extras'], d)
        else:
            n = len(text['rows'])
            positions = self.get('input.position.weight', c['positions'], d)[:n]
            x = text['rows'] + positions + self.get('input.segment.weight', 2, d)[0]
        x = self.norm('input.norm', x)
        for layer in range(c['encoderLayers']):
            name = f'encoder.{layer}'
            if c['textInput'] == 'words':
                limit, n = c['distanceLimit'], len(x)
                table = self.get(f'{name}.attention.distance', 2 * limit + 1, c['heads'])
                distance = (torch.arange(n)[None, :] - torch.arange(n)[:, None]).clamp(-limit, limit) + limit
                normalised = self.norm(f'{name}.attention.norm', x)
                x = x + self.attend(f'{name}.attention', normalised, normalised, table[distance].permute(2, 0, 1))
                x = x + self.feed_forward(name, self.norm(f'{name}.feed_forward.norm', x))
            else:
                x = self.norm(f'{name}.attention.norm', x + self.attend(f'{name}.attention', x, x))
                x = self.norm(f'{name}.feed_forward.norm', x + self.feed_forward(name, x))
        return self.norm('encoder.norm', x) if c['textInput'] == 'words' else x[text['firsts']]

    def fitted(self, name, x):
        return x if x.shape[-1] == self.c['hidden'] else self.project(name, x, self.c['hidden'])

    # --- (15), (18), (24)

    def cross(self, name, queries, evidence):
        null = self.get(f'{name}.null', self.c['hidden'])[None]
        keys = null if evidence is None else torch.cat([null, evidence])
        first = self.norm(f'{name}.attention.norm', queries + self.attend(name, queries, keys))
        return self.norm(f'{name}.feed_forward.norm', first + self.feed_forward(name, first))

    # --- (16), (17)

    def blend(self, patches, regions):
        if len(regions) == 0:
            return patches
        d = self.c['hidden']
        gathered = torch.softmax(patches @ regions.T / math.sqrt(d), -1) @ regions
        gate = torch.sigmoid(self.project('region_gate', torch.cat([patches, gathered], -1), d))
        return gate * patches + (1 - gate) * gathered

    # --- (19) to (23)

    def recalibrate(self, name, rows):
        c, d = self.c, self.c['hidden']
        z = rows.mean(0)
        p = torch.sigmoid(self.project(f'{name}.excite', F.relu(self.project(f'{name}.squeeze', z, d // c['channelReduction'])), d))
        q = F.softplus(self.get(f'{name}.deviation_scale', d)) * (z - self.get(f'{name}.usual_activation', d)) ** 2
        deviation = math.sqrt(d) * q / torch.sqrt((q ** 2).sum() + 1e-12)
        return rows * d * torch.softmax((p - SETTINGS['deviationWeight'] * deviation) / c['channelTemperature'], -1)

    # --- (6) to (9)

    def edges(self, nodes, legal):
        c, d, latent = self.c, self.c['hidden'], self.c['latent']
        direction = self.plain('vsg.edge.kernel', nodes, latent)
        direction = direction / torch.sqrt((direction ** 2).sum(-1, keepdim=True) + 1e-8)
        inner = F.relu((self.plain('vsg.edge.from', nodes, latent) + self.get('vsg.edge.bias', latent))[:, None]
                       + self.plain('vsg.edge.to', nodes, latent)[None])
        f = torch.sigmoid(self.project('vsg.edge.outer', inner, 1)[..., 0])
        dense = f + F.softplus(self.get('vsg.edge.balance', 1)) * F.relu(direction @ direction.T)
        kept = torch.zeros_like(dense)
        for i in range(len(nodes)):
            ranked = sorted((j for j in range(len(nodes)) if legal(i, j)), key=lambda j: -dense[i, j].item())
            kept[i, ranked[:c['topK']]] = 1
        return dense, dense * kept

    # --- (14)

    def propagate(self, name, nodes, edges):
        linked = (edges + edges.T) / 2 + torch.eye(len(nodes))
        root = torch.sqrt(linked.sum(-1))
        flow = linked / root[:, None] / root[None]
        for layer in range(self.c['gcnLayers']):
            mixed = F.relu(self.project(f'{name}.{layer}', flow @ nodes, self.c['hidden']))
            nodes = self.norm(f'{name}.{layer}.norm', nodes + mixed)
        return nodes

    # --- (13): the statistics of the text row are held constant

    def divergences(self, dense, carried, legal):
        found = []
        for i in range(len(dense)):
            js = [j for j in range(len(dense)) if legal(i, j)]
            own, other = dense[i, js], carried[i, js]
            spread = lambda x: torch.sqrt(((x - x.mean()) ** 2).mean() + 1e-6)
            matched = (other - other.mean()) / spread(other) * spread(own).detach() + own.mean().detach()
            p, q = (torch.log_softmax(x / self.c['alignmentTemperature'], -1) for x in (own, matched))
            found.append(((p.exp() - q.exp()) * (p - q)).sum())
        return found

    def emissions(self, post):
        """Scores [words, labels], and the divergence of each text node of a post with a picture."""
        c, d = self.c, self.c['hidden']
        words, caption = self.read(post['text']), self.read(post['caption'])
        patches = regions = None
        if post['picture']:
            patches = self.fitted('picture.patch', post['patches'])
            regions = self.fitted('picture.region', post['regions']) if len(post['regions']) else post['regions']
        seen = None if patches is None else self.blend(patches, regions)
        text = self.recalibrate('cir.text', self.cross('cma_text', words, seen))
        told = self.recalibrate('cir.caption', self.cross('cma_caption', caption, seen))
        fused = self.norm('fusion.norm', words + self.cross('cma_fusion', text, told))

        nodes, n = torch.cat([words, caption]), len(words)
        legal = lambda i, j: i != j and ((i < n) != (j < n) or abs(i - j) <= c['window'])
        dense, sparse = self.edges(nodes, legal)
        graph, divergences = self.propagate('vsg.text', nodes, sparse)[:n], []
        if patches is not None:
            image_dense, image_sparse = self.edges(patches, lambda i, j: i != j)
            graph = self.cross('cma_graph', graph, self.propagate('vsg.image', patches, image_sparse))
            left = self.plain('vsg.alignment.text', nodes, c['latent'])
            right = self.plain('vsg.alignment.picture', patches, c['latent'])
            alignment = torch.softmax(left @ right.T / math.sqrt(c['latent']), -1)
            divergences = self.divergences(dense, alignment @ image_dense @ alignment.T, legal)
        g = torch.sigmoid(self.project('vsg.gate', torch.cat([fused, graph], -1), 1))
        return self.project('output', g * fused + (1 - g) * graph, len(LABELS)), divergences

    # --- (26), (27)

    def negative_log_likelihood(self, emissions, gold):
        k = len(LABELS)
        follows = lambda a, b: not LABELS[b].startswith('I-') or (a is not None and LABELS[a][1:] == LABELS[b][1:] != '')
        legal = torch.tensor([[follows(a, b) for b in range(k)] for a in range(k)])
        transitions = torch.where(legal, self.get('crf.transitions', k, k), torch.tensor(-1e4))
        start = torch.where(torch.tensor([follows(None, b) for b in range(k)]), self.get('crf.start', k), torch.tensor(-1e4))
        end = self.get('crf.end', k)
        alpha, score = start + emissions[0], start[gold[0]] + emissions[0, gold[0]]
        for t in range(1, len(gold)):
            alpha = torch.logsumexp(alpha[:, None] + transitions, 0) + emissions[t]
            score = score + transitions[gold[t - 1], gold[t]] + emissions[t, gold[t]]
        return torch.logsumexp(alpha + end, 0) - score - end[gold[-1]]

    def loss(self, posts):
        """(28)."""
        total, divergences = 0, []
        for post in posts:
            emissions, found = self.emissions(post)
            total = total + post['weight'] * self.negative_log_likelihood(emissions, post['gold'])
            divergences += found
        crf = total / sum(post['weight'] for post in posts)
        return crf + SETTINGS['alignmentWeight'] * torch.stack(divergences).mean()


def posts_of(config):
    """The posts cut out of the padded inputs of the batch, whose rows are what gradients are asked for."""
    c = {**DEFAULTS, **config}
    positions = 'pieces' if c['textInput'] == 'pieces' else 'words'
    inputs = {
        'rows': fill('rows', (2, LONGEST[positions], c['rowWidth']), 1),
        'caption_rows': fill('caption_rows', (2, LONGEST['caption' + positions.capitalize()], c['rowWidth']), 1),
        'extras': fill('extras', (2, LONGEST['words'], c['extrasWidth']), 1),
        'caption_extras': fill('caption_extras', (2, LONGEST['captionWords'], c['extrasWidth']), 1),
        'patches': fill('patches', (2, c['patches'], c['patchWidth']), 1),
        'regions': fill('regions', (2, c['regions'], c['regionWidth']), 1),
    }
    rows = [inputs[name].requires_grad_() for name in ('rows', 'caption_rows')]
    text = lambda prefix, given, b: {
        'rows': inputs[f'{prefix}rows'][b, :given[positions]],
        'extras': inputs[f'{prefix}extras'][b, :given['words']],
        'firsts': given['firsts'],
    }
    return rows, [
        {**post, 'text': text('', post, b), 'caption': text('caption_', post['caption'], b),
         'patches': inputs['patches'][b], 'regions': inputs['regions'][b, :post['regions']]}
        for b, post in enumerate(POSTS)
    ]


def group_of(name):
    if re.match(r'(output|crf)\.|input\.extras\.', name):
        return 'head'
    return 'encoder' if re.match(r'(input|encoder)\.', name) else 'new'


def rounded(tensor):
    return [float(f'{value:.7g}') for value in tensor.flatten().tolist()]


def golden(size):
    config = CONFIGS[size]
    network = Network(config)
    rows, posts = posts_of(config)
    network.loss(posts)
    parameters = network.parameters
    groups = [
        {'params': [value], 'lr': SETTINGS['rates'][group_of(name)], 'weight_decay': SETTINGS['weightDecay'] * (value.dim() > 1)}
        for name, value in parameters.items()
    ]
    adam = SETTINGS['adam']
    optimiser = torch.optim.AdamW(groups, betas=(adam['beta1'], adam['beta2']), eps=adam['epsilon'])
    plan = SETTINGS['schedule']
    fall = plan['totalSteps'] - 1 - plan['warmUpSteps']
    factor = lambda step: (step + 1) / plan['warmUpSteps'] if step < plan['warmUpSteps'] else (
        1 - (1 - plan['finalShare']) * (step - plan['warmUpSteps']) / fall)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, factor)
    steps, gradients = [], {}
    for step in range(plan['totalSteps']):
        optimiser.zero_grad()
        loss = network.loss(posts)
        loss.backward()
        if step == 0:
            gradients = {name: rounded(value.grad) for name, value in parameters.items()}
            gradients |= {name: rounded(value.grad) for name, value in zip(('rows', 'caption_rows'), rows)}
        norm = torch.nn.utils.clip_grad_norm_(parameters.values(), SETTINGS['clip'])
        steps.append({'loss': float(f'{loss.item():.8g}'), 'gradientNorm': float(f'{norm.item():.8g}')})
        optimiser.step()
        schedule.step()
    return {
        'madeBy': f'tools/goldens/trainingStep.py, PyTorch {torch.__version__}',
        'config': config, 'settings': SETTINGS, 'posts': POSTS, 'longest': LONGEST, 'steps': steps,
        'gradients': gradients, 'parameters': {name: rounded(value.detach()) for name, value in parameters.items()},
    }


if __name__ == '__main__':
    for size in CONFIGS:
        (OUT / f'trainingSteps.{size}.json').write_text(json.dumps(golden(size)) + '\n')
