"""Products of PyTorch's with the Gauss-Newton and the empirical Fisher matrix of the reference networks, from their
dense factors: python3 scripts/golden/torch-curvature.py > src/core/networks/golden/curvature.json"""

import json
import pathlib
import sys

import torch
import torch.nn.functional as F
from torch.func import hessian, jacrev

torch.set_default_dtype(torch.float64)

root = pathlib.Path(__file__).parents[2] / "test/reference"
activations = {
    "tanh": torch.tanh,
    "relu": torch.relu,
    "softplus": F.softplus,
    "linear": lambda z: z,
    "leaky-relu": F.leaky_relu,
}


def outputs_of(case, theta):
    """The outputs for all inputs, examples x outputs."""
    a = torch.tensor(case["inputs"])
    if "widths" not in case:
        matrix = theta.reshape(case["width"], case["width"])
        for layer in range(case["depth"]):
            a = a @ matrix.T
            if layer < case["depth"] - 1:
                a = activation_of(case, layer)(a)
        return a
    widths, at = case["widths"], 0

    def take(*shape):
        nonlocal at
        count = torch.Size(shape).numel()
        at += count
        return theta[at - count : at].reshape(shape)

    for layer in range(len(widths) - 1):
        weight, bias = take(widths[layer + 1], widths[layer]), take(widths[layer + 1])
        a = a @ weight.T + bias
        if layer < len(widths) - 2:
            if case.get("batchNorm"):
                scale, shift = take(widths[layer + 1]), take(widths[layer + 1])
                a = F.batch_norm(a, None, None, scale, shift, training=True)
            a = activation_of(case, layer)(a)
    return a


def activation_of(case, layer):
    name = case["activation"]
    return activations[name if isinstance(name, str) else name[layer]]


def loss_of(case, z, y):
    """Of one example: z its outputs, y its target."""
    match case["loss"]:
        case "mse":
            return ((z - y) ** 2).mean()
        case "half-mse":
            return ((z - y) ** 2).mean() / 2
        case "cross-entropy":
            return -torch.log_softmax(z, 0)[y.long()]
        case "binary-cross-entropy":
            return F.binary_cross_entropy_with_logits(z[0], y.reshape(()))
        case "hinge":
            return torch.clamp(1 - (2 * y.reshape(()) - 1) * z[0], min=0)
    raise ValueError(case["loss"])


def products(case):
    theta, v = torch.tensor(case["theta"]), torch.tensor(case["direction"])
    targets = torch.tensor(case["targets"], dtype=torch.float64)
    outputs = outputs_of(case, theta)
    jacobian = jacrev(lambda at: outputs_of(case, at))(theta)
    count = len(outputs)
    losses = lambda at: torch.stack([loss_of(case, z, y) for z, y in zip(outputs_of(case, at), targets)])
    assert abs(losses(theta).mean() + case.get("l2", 0) / 2 * theta @ theta - case["value"]) < 1e-12, case["name"]
    gradients = jacrev(losses)(theta)
    of_loss = [hessian(lambda z: loss_of(case, z, y))(z.detach()) for z, y in zip(outputs, targets)]
    gauss_newton = sum(j.T @ h @ j for j, h in zip(jacobian, of_loss)) / count
    gauss_newton += case.get("l2", 0) * torch.eye(len(theta))
    fisher = gradients.T @ gradients / count
    return {"gaussNewtonVector": (gauss_newton @ v).tolist(), "fisherVector": (fisher @ v).tolist()}


cases = [
    case
    for name in ["torch-networks.json", "torch-networks-2.json"]
    for case in json.loads((root / name).read_text())["cases"]
    if "loss" in case and "sizes" not in case
]
json.dump({case["name"]: products(case) for case in cases}, sys.stdout, indent=1)
print()
