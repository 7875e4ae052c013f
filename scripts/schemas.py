"""Lists the operators of libtorch's aten namespace, for torch/aten and torch.Call.

    scripts/schemas.py PYTHON... > torch/aten/schemas.txt

Each PYTHON is an interpreter with one version of torch, the oldest first. A line
is the versions that list an operator with this schema, a tab, and the schema as
libtorch prints it; an operator whose schema changed has one line for each. Names
are sorted; the overloads of a name stand in the order in which torch.ops tries
them, the newest version's first.
"""

import json
import subprocess
import sys

DUMP = """
import json, torch
dispatched = set(torch._C._dispatch_get_all_op_names())
schemas = {}
for s in torch._C._jit_get_all_schemas():
    name = s.name + ("." + s.overload_name if s.overload_name else "")
    if s.name.startswith("aten::") and name in dispatched:
        schemas.setdefault(s.name, {})[s.overload_name] = str(s)
ordered = {}
for name, overloads in schemas.items():
    tried = torch._C._jit_get_operation(name)[1]
    assert set(tried) >= set(overloads), name
    ordered[name] = [(o, overloads[o]) for o in tried if o in overloads]
print(json.dumps([torch.__version__.split("+")[0], ordered]))
"""


def main():
    dumps = [json.loads(subprocess.check_output([p, "-c", DUMP])) for p in sys.argv[1:]]
    versions = [version.rsplit(".", 1)[0] for version, _ in dumps]
    print("# Made by scripts/schemas.py from torch", ", ".join(v for v, _ in dumps))
    for name in sorted(set().union(*(ops for _, ops in dumps))):
        overloads = []
        for _, ops in reversed(dumps):
            overloads += [o for o, _ in ops.get(name, []) if o not in overloads]
        for overload in overloads:
            listed = {}
            for version, (_, ops) in zip(versions, dumps):
                schema = dict(map(tuple, ops.get(name, []))).get(overload)
                if schema is not None:
                    listed.setdefault(schema, []).append(version)
            for schema, where in listed.items():
                print(" ".join(where) + "\t" + schema)


main()
