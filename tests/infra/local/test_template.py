from pathlib import Path

from infra.local.template import read_template, resources_of


def test_short_forms_become_data(tmp_path: Path) -> None:
    """`!Ref`, `!Sub`, `!GetAtt`, `!If` and `!Equals` read as CloudFormation's JSON has them."""
    path = tmp_path / "template.yaml"
    path.write_text(
        "Resources:\n  A:\n    Type: X\n    Properties:\n      R: !Ref B\n      S: !Sub '${B}/c'\n      G: !GetAtt B.Arn\n"
        "      I: !If [C, !Ref D, {E: !GetAtt F.G.H}]\n  B: {Type: Y}\n"
    )
    template = read_template(path)
    assert template["Resources"]["A"]["Properties"] == {
        "R": {"Ref": "B"},
        "S": {"Fn::Sub": "${B}/c"},
        "G": {"Fn::GetAtt": ["B", "Arn"]},
        "I": {"Fn::If": ["C", {"Ref": "D"}, {"E": {"Fn::GetAtt": ["F", "G.H"]}}]},
    }
    assert list(resources_of(template, "Y")) == ["B"]
