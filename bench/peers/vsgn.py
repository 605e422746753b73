"""VSGN in PyTorch: the peer that bench/train.ts and bench/serve.ts are measured against.

The same network as src/main/vsgn/network, equation by equation, for batches in which every post has all its words, a
caption and a picture (so there are no masks), without dropout. Weights and inputs come from a safetensors file, so that
both sides compute the same loss.

python3 vsgn.py FILE SETTINGS THREADS, where SETTINGS is JSON: the configuration and which tensors are parameters. It says
in a first line which PyTorch and which BLAS it runs on. Then one line on stdin is one run: "train" for a forward and
backward pass, "serve" for emissions alone. Each is answered by one line of JSON: loss, cpu and wall seconds of the run,
and the process's peak memory in bytes.
"""

import ctypes
import json
import math
import resource
import struct
import sys
import time

import torch
import torch.nn.functional as F


def read_safetensors(path):
    with open(path, "rb") as file:
        (length,) = struct.unpack("<Q", file.read(8))
        header = json.loads(file.read(length))
        data = file.read()
    tensors = {}
    for name, entry in header.items():
        begin, end = entry["data_offsets"]
        flat = torch.frombuffer(bytearray(data[begin:end]), dtype=torch.float32)
        tensors[name] = flat.reshape(entry["shape"])
    return tensors


class Vsgn:
    def __init__(self, config, parameters):
        self.config = config
        self.parameters = parameters

    def linear(self, name, x):
        y = x @ self.parameters[name + ".weight"]
        bias = self.parameters.get(name + ".bias")
        return y if bias is None else y + bias

    def norm(self, name, x):
        p = self.parameters
        return F.layer_norm(x, x.shape[-1:], p[name + ".scale"], p[name + ".shift"], 1e-5)

    def attend(self, name, queries, keys, bias=None):
        heads = self.config["heads"]
        width = self.config["hidden"] // heads
        split = lambda x: x.view(x.shape[0], x.shape[1], heads, width).transpose(1, 2)
        query = split(self.linear(name + ".query", queries))
        key = split(self.linear(name + ".key", keys))
        value = split(self.linear(name + ".value", keys))
        scores = query @ key.transpose(2, 3) / math.sqrt(width)
        weights = torch.softmax(scores if bias is None else scores + bias, -1)
        context = (weights @ value).transpose(1, 2).reshape(queries.shape)
        return self.linear(name + ".output", context)

    def feed_forward(self, name, x):
        return self.linear(name + ".feed_forward.outer", F.gelu(self.linear(name + ".feed_forward.inner", x)))

    def encode(self, inputs, prefix):
        """(1), (5)"""
        rows = inputs[prefix + "rows"]
        p = self.parameters
        words = self.config["textInput"] == "words"
        if words:
            x = self.linear("input.rows", rows) + self.linear("input.extras", inputs[prefix + "extras"])
        else:
            x = rows + p["input.position.weight"][: rows.shape[1]] + p["input.segment.weight"][0]
        x = self.norm("input.norm", x)
        length = x.shape[1]
        place = torch.arange(length)
        limit = self.config["distanceLimit"]
        distance = (place[None, :] - place[:, None]).clamp(-limit, limit) + limit
        for layer in range(self.config["encoderLayers"]):
            name = f"encoder.{layer}"
            if words:
                bias = p[name + ".attention.distance"][distance].permute(2, 0, 1)
                inner = self.norm(name + ".attention.norm", x)
                x = x + self.attend(name + ".attention", inner, inner, bias)
                x = x + self.feed_forward(name, self.norm(name + ".feed_forward.norm", x))
            else:
                x = self.norm(name + ".attention.norm", x + self.attend(name + ".attention", x, x))
                x = self.norm(name + ".feed_forward.norm", x + self.feed_forward(name, x))
        if words:
            return self.norm("encoder.norm", x)
        firsts = inputs[prefix + "word_pieces"].long()
        return x.reshape(-1, x.shape[-1])[firsts]

    def cross_attention(self, name, queries, evidence):
        """(15), (18), (24)"""
        null = self.parameters[name + ".null"].expand(len(evidence), 1, -1)
        attended = self.attend(name, queries, torch.cat([null, evidence], 1))
        first = self.norm(name + ".attention.norm", queries + attended)
        return self.norm(name + ".feed_forward.norm", first + self.feed_forward(name, first))

    def gate_channels(self, branch, rows, deviation_weight):
        """(19) to (23)"""
        name = "cir." + branch
        hidden = rows.shape[-1]
        mean = rows.mean(1, keepdim=True)
        importance = torch.sigmoid(self.linear(name + ".excite", F.relu(self.linear(name + ".squeeze", mean))))
        scale = F.softplus(self.parameters[name + ".deviation_scale"])
        deviation = scale * (mean - self.parameters[name + ".usual_activation"]) ** 2
        deviation = math.sqrt(hidden) * deviation / torch.sqrt((deviation**2).sum(-1, keepdim=True) + 1e-12)
        scores = (importance - deviation_weight * deviation) / self.config["channelTemperature"]
        return rows * (hidden * torch.softmax(scores, -1))

    def blend(self, patches, regions):
        """(16), (17)"""
        likeness = patches @ regions.transpose(1, 2) / math.sqrt(patches.shape[-1])
        gathered = torch.softmax(likeness, -1) @ regions
        gate = torch.sigmoid(self.linear("region_gate", torch.cat([patches, gathered], -1)))
        return gate * patches + (1 - gate) * gathered

    def edges(self, nodes, legal):
        """(6) to (9)"""
        p = self.parameters
        direction = nodes @ p["vsg.edge.kernel.weight"]
        direction = direction / torch.sqrt((direction**2).sum(-1, keepdim=True) + 1e-8)
        similarity = direction @ direction.transpose(1, 2)
        start = nodes @ p["vsg.edge.from.weight"] + p["vsg.edge.bias"]
        end = nodes @ p["vsg.edge.to.weight"]
        pairs = F.relu(start[:, :, None] + end[:, None, :])
        affinity = torch.sigmoid(self.linear("vsg.edge.outer", pairs)[..., 0])
        dense = affinity + F.softplus(p["vsg.edge.balance"]) * F.relu(similarity)
        candidates = torch.where(legal, dense, torch.tensor(-1.0))
        chosen = torch.zeros_like(dense).scatter_(2, candidates.topk(self.config["topK"], 2).indices, 1.0)
        return dense, dense * (chosen * legal)

    def propagate(self, name, nodes, edges):
        """(14)"""
        linked = (edges + edges.transpose(1, 2)) / 2 + torch.eye(edges.shape[-1])
        root = torch.sqrt(linked.sum(-1, keepdim=True))
        flow = linked / root / root.transpose(1, 2)
        for layer in range(self.config["gcnLayers"]):
            mixed = F.relu(self.linear(f"{name}.{layer}", flow @ nodes))
            nodes = self.norm(f"{name}.{layer}.norm", nodes + mixed)
        return nodes

    def alignment_loss(self, text_edges, carried, legal):
        """(13)"""
        weights = legal.float()
        count = weights.sum(-1, keepdim=True)

        def statistics(x):
            mean = (x * weights).sum(-1, keepdim=True) / count
            variance = ((x - mean) ** 2 * weights).sum(-1, keepdim=True) / count
            return mean, torch.sqrt(variance + 1e-6)

        def log_distribution(x):
            scaled = x / self.config["alignmentTemperature"]
            total = torch.where(legal, scaled, torch.tensor(-1e9)).logsumexp(-1, keepdim=True)
            return torch.where(legal, scaled - total, torch.tensor(0.0))

        mean, deviation = statistics(carried)
        own_mean, own_deviation = statistics(text_edges)
        matched = (carried - mean) / deviation * own_deviation.detach() + own_mean.detach()
        text, other = log_distribution(text_edges), log_distribution(matched)
        divergence = (text.exp() - other.exp()) * (text - other) * weights
        return divergence.sum(-1).mean()

    def emissions(self, inputs):
        """Emissions [B, n, K] and the alignment loss."""
        fitted = lambda name, x: x if x.shape[-1] == self.config["hidden"] else self.linear(name, x)
        words, caption = self.encode(inputs, ""), self.encode(inputs, "caption_")
        patches = fitted("picture.patch", inputs["patches"])
        regions = fitted("picture.region", inputs["regions"])
        seen = self.blend(patches, regions)
        beta = inputs["deviation_weight"]
        text = self.gate_channels("text", self.cross_attention("cma_text", words, seen), beta)
        told = self.gate_channels("caption", self.cross_attention("cma_caption", caption, seen), beta)
        fused = self.norm("fusion.norm", words + self.cross_attention("cma_fusion", text, told))

        nodes = torch.cat([words, caption], 1)
        n, total = words.shape[1], nodes.shape[1]
        place = torch.arange(total)
        same = (place[:, None] < n) == (place[None, :] < n)
        near = (place[:, None] - place[None, :]).abs() <= self.config["window"]
        legal = ((place[:, None] != place[None, :]) & (~same | near))[None]
        dense, sparse = self.edges(nodes, legal)
        graph = self.propagate("vsg.text", nodes, sparse)[:, :n]
        apart = ~torch.eye(patches.shape[1], dtype=torch.bool)[None]
        image_dense, image_sparse = self.edges(patches, apart)
        image = self.propagate("vsg.image", patches, image_sparse)
        graph = self.cross_attention("cma_graph", graph, image)
        latent = math.sqrt(self.config["latent"])
        likeness = self.linear("vsg.alignment.text", nodes) @ self.linear("vsg.alignment.picture", patches).transpose(1, 2)
        alignment = torch.softmax(likeness / latent, -1)
        carried = alignment @ image_dense @ alignment.transpose(1, 2)
        gate = torch.sigmoid(self.linear("vsg.gate", torch.cat([fused, graph], -1)))
        hidden = gate * fused + (1 - gate) * graph
        return self.linear("output", hidden), lambda: self.alignment_loss(dense, carried, legal)

    def loss(self, inputs):
        """(26) to (28)"""
        emissions, alignment = self.emissions(inputs)
        p = self.parameters
        allowed = inputs["legal_transitions"] > 0.5
        forbidden = torch.tensor(-1e4)
        steps = torch.where(allowed, p["crf.transitions"], forbidden)
        start = torch.where(inputs["legal_start"] > 0.5, p["crf.start"], forbidden)
        total = start + emissions[:, 0]
        for word in range(1, emissions.shape[1]):
            total = (total[:, :, None] + steps).logsumexp(1) + emissions[:, word]
        total = (total + p["crf.end"]).logsumexp(1)
        gold = inputs["gold_labels"]
        path = (gold * emissions).sum((1, 2)) + (inputs["gold_transitions"] * steps).sum((1, 2))
        path = path + gold[:, 0] @ start + inputs["gold_last"] @ p["crf.end"]
        return (total - path).mean() + inputs["alignment_weight"] * alignment()


def blas():
    """The library that multiplies matrices and, of OpenBLAS, its version and the processor whose kernels it took."""
    if torch.backends.mkl.is_available():
        return "MKL"
    with open("/proc/self/maps") as maps:
        paths = {line.split()[-1] for line in maps if "libopenblas" in line}
    if not paths:
        return "reference"
    library = ctypes.CDLL(paths.pop())
    library.openblas_get_config.restype = ctypes.c_char_p
    library.openblas_get_corename.restype = ctypes.c_char_p
    version = library.openblas_get_config().decode().split()[1]
    return f"OpenBLAS {version}, {library.openblas_get_corename().decode()} kernels"


def main():
    torch.set_num_threads(int(sys.argv[3]))
    settings, tensors = json.loads(sys.argv[2]), read_safetensors(sys.argv[1])
    parameters = {name: tensors[name].requires_grad_() for name in settings["parameters"]}
    inputs = {name: value for name, value in tensors.items() if name not in parameters}
    learned = list(parameters.values()) + [inputs["rows"].requires_grad_(), inputs["caption_rows"].requires_grad_()]
    network = Vsgn(settings["config"], parameters)
    print(json.dumps({"torch": torch.__version__, "blas": blas()}), flush=True)
    for line in sys.stdin:
        cpu, wall = time.process_time(), time.perf_counter()
        if line.strip() == "train":
            for value in learned:
                value.grad = None
            loss = network.loss(inputs)
            loss.backward()
            answer = loss.item()
        else:
            with torch.inference_mode():
                answer = network.emissions(inputs)[0].abs().mean().item()
        cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
        print(json.dumps({"loss": answer, "cpu": cpu, "wall": wall, "peak": peak}), flush=True)


main()
