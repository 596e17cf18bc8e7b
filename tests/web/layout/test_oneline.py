"""Words written over several lines and shown without blanks between them. Invariant: what is put in keeps its own."""

from __future__ import annotations

from django.template import Context, Template


def shown(inside: str, **words: object) -> str:
    return Template("{% oneline %}" + inside + "{% endoneline %}").render(Context(words))


def test_a_line_break_of_the_template_is_no_blank() -> None:
    listed = """
      {% for name in names %}
        <b>{{ name }}</b>
        {% if not forloop.last %}, {% endif %}
      {% endfor %}
      .
    """
    assert shown(listed, names=["Aigul", "Marat"]) == "<b>Aigul</b>, <b>Marat</b>."


def test_attributes_stay_apart_and_a_value_is_joined() -> None:
    link = """
      <a
        class="place"
        href="
          {% if part %}
            ?page={{ part }}
          {% else %}
            /all/
          {% endif %}
        ">
        {{ words }}
      </a>
    """
    assert shown(link, part=2, words="talk, 3") == '<a class="place" href="?page=2">talk, 3</a>'


def test_words_put_in_keep_their_line_breaks_and_blanks() -> None:
    assert shown("\n  {{ words }}\n", words=" one\n  two ") == " one\n  two "
