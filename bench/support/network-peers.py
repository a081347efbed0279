"""Milliseconds of PyTorch on the networks of the benchmark, float64, one thread; the shapes come as JSON."""
import json
import statistics
import sys
import time

import torch

torch.set_num_threads(1)
torch.set_default_dtype(torch.float64)
torch.manual_seed(0)
units = {"tanh": torch.nn.Tanh, "relu": torch.nn.ReLU}


def timed(work, rounds):
    times = []
    for _ in range(rounds):
        begun = time.perf_counter()
        work()
        times.append(1000 * (time.perf_counter() - begun))
    return statistics.median(times)


answer = {}
for case in json.load(sys.stdin):
    widths, examples, rounds = case["widths"], case["examples"], case["rounds"]
    layers = []
    for inputs, outputs in zip(widths, widths[1:]):
        layers += [torch.nn.Linear(inputs, outputs), units[case["activation"]]()]
    model = torch.nn.Sequential(*layers[:-1])
    data, labels = torch.randn(examples, widths[0]), torch.randint(0, widths[-1], (examples,))
    loss = torch.nn.CrossEntropyLoss()

    def gradient():
        model.zero_grad()
        loss(model(data), labels).backward()

    gradient()
    answer[f"{case['name']} gradient"] = timed(gradient, rounds)
    for name, options in (("Adam", {}), ("fused Adam", {"fused": True})):
        rule = torch.optim.Adam(model.parameters(), lr=1e-3, **options)

        def step():
            batch = torch.randint(0, examples, (case["batch"],))
            rule.zero_grad()
            loss(model(data[batch]), labels[batch]).backward()
            rule.step()

        step()
        answer[f"{case['name']} {name}"] = timed(step, 4 * rounds)
print(json.dumps(answer))
