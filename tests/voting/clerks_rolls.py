"""Rolls as clerks hand them in, each made here: what every door must say of it.

``heads`` where it can be read, else the places (line, column) that are named.
"""

import io

import openpyxl

HEAD = "房号,类型,专有面积,业主"


def _csv(*lines):
    return "\n".join(lines).encode("gb18030")


def _xlsx(*lines, merged=()):
    book = openpyxl.Workbook()
    for line in lines:
        book.active.append(line)
    for place in merged:
        book.active.merge_cells(place)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


READ = {
    "a title, a date, a total and a note": (
        _csv(
            "和悦家园业主名册,,,",
            "2026年3月,,,",
            HEAD,
            "1-1-101,住宅,89.36,张三",
            "1-1-102,住宅,89.36,李四",
            "合计,,178.72,",
            "备注：以登记为准,,,",
        ),
        2,
    ),
    "owners parted in four ways": (
        _csv(
            HEAD,
            "1-1,住宅,100,甲、乙",
            "1-2,住宅,100,乙，甲",
            "1-3,住宅,100,甲/乙",
            "1-4,住宅,100,乙；甲",
            "1-5,住宅,100,丙",
        ),
        2,
    ),
    "a name made as wide as others": (
        _csv(HEAD, "1-1,住宅,100,张　三", "1-2,住宅,100,丙"),
        2,
    ),
    "a sheet with a merged title and figures in full width": (
        _xlsx(
            ("业主名册",),
            ("房号", "类型", "专有面积（㎡）", "业主姓名"),
            ("１－１－１０１", "住宅", "８９．３６", "张　三"),
            ("1-1-102", "住宅", 89.36, "李四、王五"),
            ("合计", None, "=SUM(C3:C4)"),
            merged=("A1:D1",),
        ),
        2,
    ),
    "headers in English": (
        _csv("unit,kind,area,owners", "1-1,flat,1,Ann Lee", "1-2,flat,1,Bo Chan"),
        2,
    ),
}

REFUSED = {
    "codes that a spreadsheet spoilt": (
        _csv(HEAD, "3月2日,住宅,89.36,张三", "1.00E+05,住宅,89.36,李四"),
        [(2, 1), (3, 1)],
    ),
    "codes that look alike": (
        _csv(
            HEAD,
            "3-2-501,住宅,89.36,张三",
            "3—2—501,住宅,89.36,李四",
            "3-02-501,住宅,89.36,王五",
            "3-2-501室,住宅,89.36,赵六",
            "3-2-5O1,住宅,89.36,孙七",
        ),
        [(3, 1), (4, 1), (5, 1), (6, 1)],
    ),
    "an owner merged over two units": (
        _xlsx(
            ("房号", "类型", "专有面积", "业主"),
            ("1-1", "住宅", 1, "张三"),
            ("1-2", "住宅", 1, None),
            merged=("D2:D3",),
        ),
        [(3, 4)],
    ),
    "a line that ends early": (_csv(HEAD, "1-1,住宅,1,张三", "1-2,住宅,1"), [(3, 4)]),
    "names that may be one or two": (
        _csv(HEAD, "1-1,住宅,1,甲 乙", "1-2,住宅,1,张三和李四", "1-3,住宅,1,同上"),
        [(2, 4), (3, 4), (4, 4)],
    ),
    "a character that nobody sees": (_csv(HEAD, "1-\u200b1,住宅,1,张三"), [(2, 1)]),
}
