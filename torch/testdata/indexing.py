"""Makes indexing.json: what PyTorch reads and writes at many indices.

    python indexing.py > indexing.json

The tensors hold small integers, so the file is the same on every processor.
"""
import json
import sys
import warnings

import torch

warnings.simplefilter("ignore")
T = torch.tensor


def bases():
    return {
        "v": torch.arange(8),
        "m": torch.arange(12).reshape(3, 4),
        "c": torch.arange(24).reshape(2, 3, 4),
        "p": torch.arange(24).reshape(2, 3, 4).permute(2, 0, 1),
        "q": torch.arange(120).reshape(2, 3, 4, 5),
        "f": torch.arange(12, dtype=torch.float32).reshape(3, 4) / 4,
        "u": torch.arange(6, dtype=torch.uint8).reshape(2, 3),
        "b": torch.arange(6).reshape(2, 3) % 2 == 0,
        "s": T(5),
        "e": torch.zeros(0, 3, dtype=torch.int64),
    }


i1, i2, i22 = T([0, 2]), T([1, 1]), T([[0, 1], [1, 0]])
neg, one, none = T([-1, -2]), T([1]), torch.zeros(0, dtype=torch.int64)
col = T([[0], [1]])
m2, m3, m4 = T([True, False]), T([True, False, True]), T([False, True, True, False])
m34 = torch.arange(12).reshape(3, 4) % 3 == 0
m23 = T([[True, False, True], [False, True, False]])
m0, m1 = T(True), T(False)
z, zn = T(1), T(-1)

READS = """
v[0] v[-1] v[7] v[8] v[-9] v[:] v[2:5] v[2:] v[:-1] v[::2] v[1::3] v[5:2] v[:100] v[-3:] v[100:] v[-100:2] v[1:6:2]
v[::0] v[::-1] v[...] v[None] v[None,None] v[...,None] v[None,...] v[()] v[True] v[False] v[[1,3]] v[[-1,0,0]] v[[]]
v[0,0] v[:,0] v[i1] v[i22] v[neg] v[one] v[none] v[z] v[zn] v[m0] v[m1] v[v8mask] v[i1.int()] v[i1.to(torch.int16)]
v[i1.float()] v[i1+7] v[m3] v[1.5] v[None,i1] v[i1,None] v[...,i1] v[i1,...] v[T([0,1],dtype=torch.uint8)] v[8:,None]
m[0] m[-1] m[3] m[0,0] m[2,-1] m[0,4] m[:,0] m[0,:] m[:,:] m[:,1:3] m[1:,:2] m[::2,::3] m[0:3,0:4] m[0:2,0:100] m[...,0]
m[0,...] m[...,0,0] m[0,...,0] m[0,0,...] m[...,...] m[None,0] m[0,None] m[:,None,:] m[None,:,None] m[0,0,0] m[:,:,:]
m[i1] m[i1,i2] m[i1,:] m[:,i1] m[...,i1] m[i22] m[:,i22] m[i22,i22] m[col,i1] m[i1,col] m[0,i1] m[i1,0] m[1:,i1] m[i1,1:]
m[i1,None] m[None,i1] m[i1,None,i2] m[m3] m[m3,m4] m[:,m4] m[m34] m[m34,0] m[None,m34] m[m34,None] m[m3,0] m[m3,1:3]
m[m4] m[[0,2]] m[[0,2],[1,3]] m[:,[3,0]] m[[True,False,True]] m[:,[True,False,True,False]] m[[0,2],None,1:] m[[[0,1],[1,2]],]
m[z] m[z,z] m[z,i1] m[:,z] m[True] m[False] m[True,0] m[0,True] m[True,i1] m[True,False] m[m0,0] m[:,True] m[none] m[none,:2]
m[i1,none] m[neg,neg] m[m3,i2] m[i1,m4] m[i1+5] m[m34.to(torch.uint8)] m[m3.to(torch.uint8),1] m[z.to(torch.uint8)] m[3:] m[3:,i1]
m[T([0,1,2]),T([0,1])] m[::2][0] m[1:,None,...,None,i1] m[i1,...,None]
c[0] c[0,1] c[0,1,2] c[:,1] c[...,2] c[0,...,2] c[:,1:,::2] c[1,:,1:] c[...,None] c[:,None,0] c[i2] c[:,i1] c[:,:,i1] c[i2,i1]
c[i2,:,i1] c[i2,i1,i1] c[:,i1,i2] c[0,:,i1] c[i2,0,i1] c[i2,...,i1] c[i2,:,0] c[i2,None,i1] c[0,i1,:] c[:,0,i1] c[0,None,i1]
c[m2] c[m23] c[m23,0] c[m23,i1[:1]] c[:,m34] c[0,m34] c[m2,i1] c[m2,:,m4] c[:,m3,1] c[m2,m3] c[c%5==0] c[col,i1] c[:,col,i1]
c[col,:,i1] c[...,m34] c[None,m23] c[m23,None] c[z,...,z] c[True,:,i1] c[:,True,i1] c[0,0,0,0] c[2] c[0,3] c[-3]
p[0] p[:,0] p[...,1:] p[i1] p[:,i2] p[i1,i2] p[i1,:,i1] p[i1,...,i1] p[p%2==0] p[0,i2] p[:,:,m3] p[::2,1] p[None,...,0]
q[0,1] q[...,1] q[:,i1,:,i2] q[:,i1,i2] q[i2,:,:,i1] q[0,:,i1,1] q[:,m34] q[m23,:,i1] q[:,:,i1,1:] q[i2,1,i1,2] q[:,0,:,[1,2]]
q[None,0,None,...,None,i1] q[i2,i1,...] q[...,i1,i2] q[1:,...,m4,0]
f[1] f[:,1] f[m34] f[i1,i2] u[0] u[:,1] u[i2] u[m23] b[0] b[:,0] b[b] b[[1,0],1]
s[0] s[...] s[None] s[True] s[False] s[()] s[:] s[m0] s[0,0] s[z] s[one] s[None,...,None]
e[0] e[:] e[:,0] e[none] e[:,i1] e[:0] e[...,1] e[e==0] e[one]
""".split()

WRITES = """
v[0]=9 v[-1]=9 v[8]=9 v[:]=9 v[2:5]=9 v[::2]=9 v[5:2]=9 v[...]=9 v[None]=9 v[True]=9 v[False]=9 v[()]=9 v[[1,3]]=9 v[[]]=9
v[i1]=9 v[i22]=9 v[neg]=9 v[z]=9 v[m0]=9 v[m1]=9 v[v8mask]=9 v[i1]=T([50,51]) v[i22]=T([[5,6],[6,5]]) v[2:5]=T([5,6,7]) v[2:5]=T(7)
v[2:5]=T([[[5,6,7]]]) v[2:5]=T([5,6]) v[i1]=T([[5,6]]) v[i1]=T([5,6,7]) v[v8mask]=T([1,2,3,4]) v[v8mask]=T([1,2]) v[False]=T([1,2])
v[0]=1.75 v[i1]=1.75 v[v8mask]=1.75 v[0]=True v[m3]=1 v[i1.int()]=9 v[i1+7]=9 v[::-1]=9 v[0,0]=9 v[2:5]=T([1.5,2.5,3.5])
v[i1]=T([1.5,2.5]) v[0]=T([7]) v[0]=T([[7]]) v[0]=T([7,8]) v[v8mask]=T(3) v[T(True)]=T(4)
m[0]=9 m[0,1]=9 m[:,1]=9 m[1:,:2]=9 m[0]=T([5,6,7,8]) m[:,0]=T([5,6,7]) m[:,0]=T([[5],[6],[7]]) m[...]=T([5,6,7,8]) m[:,:2]=T([[5],[6],[7]])
m[i1]=9 m[i1,i2]=9 m[:,i1]=9 m[i1,1:]=9 m[0,i1]=9 m[i1,0]=9 m[i1]=T([5,6,7,8]) m[i1]=T([[5],[6]]) m[:,i1]=T([5,6]) m[i1,i2]=T([5,6])
m[m34]=9 m[m34]=T([5,6,7,8]) m[m3]=9 m[m3]=T([5,6,7,8]) m[:,m4]=9 m[m3,m4]=9 m[m3,0]=9 m[m34,0]=9 m[m4]=9 m[[0,2],[1,3]]=9 m[None,i1]=9
m[i1,None]=T([[5,6,7,8]]) m[True]=9 m[True,0]=9 m[True,i1]=9 m[0,0,0]=9 m[z]=9 m[z,z]=9 m[m34.to(torch.uint8)]=9 m[m34.to(torch.uint8)]=T(9)
m[i22,i22]=9 m[col,i1]=T([[5,6],[7,8]]) m[none]=9 m[3:]=9 m[0]=T([5,6,7]) m[None,...,1]=T([5,6,7]) m[i1,none]=9 m[:,i22]=9
c[0,1]=9 c[...,2]=9 c[:,i1]=9 c[i2,:,i1]=9 c[m23]=9 c[m23,0]=9 c[:,m34]=9 c[0,m34]=T([1,2,3,4]) c[:,m3,1]=9 c[m2]=T([5,6,7,8])
c[:,i1,i2]=T([5,6]) c[c%5==0]=9 c[None,m23]=9 c[m23,None]=9 c[:,None,0]=T([5,6,7,8]) c[i2,...,0]=9
p[0]=9 p[:,0]=9 p[i1]=9 p[p%2==0]=9 p[:,:,m3]=9 p[i1,:,i1]=T([5,6]) p[...,1:]=T([5,6])
f[0]=2.5 f[m34]=2.5 f[i1,i2]=2.5 f[:,0]=7 f[i1]=T([1.5,2.5,3.5,4.5]) f[0]=T([1,2,3,4]) f[i1]=T([1,2,3,4]) f[m34]=True
u[0]=300 u[0]=-1 u[i2]=300 u[m23]=300 u[:,1]=7 b[0]=False b[b]=False b[:,0]=5 s[...]=9 s[0]=9 s[None]=9 s[True]=9 s[()]=T([9])
e[...]=9 e[0]=9 e[:,0]=9 e[none]=9
""".split()


class Capture:
    def __getitem__(self, index):
        return index if isinstance(index, tuple) else (index,)


def flat(t):
    return {"dtype": str(t.dtype), "shape": list(t.shape), "data": t.reshape(-1).tolist()}


def encode(index):
    if index is Ellipsis:
        return {"mark": "..."}
    if index is None:
        return {"mark": "None"}
    if isinstance(index, slice):
        return {"slice": [index.start, index.stop, index.step]}
    if isinstance(index, torch.Tensor):
        return {"tensor": flat(index)}
    if isinstance(index, list):
        return {"list": index}
    return {type(index).__name__: index}


def case(text, base, source, value):
    x = bases()[base]
    names = dict(globals(), x=x, x_=Capture(), v8mask=torch.arange(8) % 2 == 1, **{base: x})
    index = eval("x_" + source, names)
    made = {"text": text, "base": base, "index": [encode(i) for i in index]}
    # Not a nested list: Python takes one alone for a tuple, as Go does not.
    if len(index) == 1 and not (isinstance(index[0], list) and index[0] and isinstance(index[0][0], list)):
        index = index[0]
    try:
        if value is None:
            made["result"] = flat(x[index])
            return made
        written = eval(value, names)
        made["value"] = encode(written)
        x[index] = written
        made["result"] = flat(x)
    except Exception as e:
        made["error"] = type(e).__name__
    return made


def main():
    reads = [case(t, t[0], t[1:], None) for t in READS if "][" not in t]
    writes = [case(t, t[0], *t[1:].rsplit("=", 1)) for t in WRITES]
    made = {
        "torch": torch.__version__.split("+")[0],
        "bases": {k: dict(flat(b), strides=list(b.stride())) for k, b in bases().items()},
        "reads": reads,
        "writes": writes,
    }
    lines = json.dumps(made).replace('{"text"', '\n{"text"')
    sys.stdout.write(lines + "\n")
    print(len(reads), "reads,", len(writes), "writes", file=sys.stderr)


main()
